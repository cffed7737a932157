import type { ImportField } from './import-field.ts'

/** No password is ever read from a file, under no title: it would lie in whatever sent the file around. */
export const employeeFields: readonly ImportField[] = [
  {
    name: 'employee_id',
    form: { is: 'code', longest: 20, upper: true, like: /^[A-Z0-9_-]{3,20}$/ },
    required: true,
    titles: [
      ...['employee id', 'código de empleado', 'nº empleado', 'número de empleado', 'empleado', 'employee'],
      ...['employee number', 'id', 'código', 'code', 'id empleado', 'matrícula'],
    ],
  },
  {
    name: 'name',
    form: { is: 'text', longest: 50, least: 2 },
    required: true,
    titles: ['name', 'nombre', 'first name', 'nombre de pila'],
  },
  {
    name: 'surname',
    form: { is: 'text', longest: 100, least: 2 },
    required: true,
    titles: ['surname', 'apellidos', 'apellido', 'last name'],
  },
  {
    name: 'email',
    form: { is: 'email' },
    titles: ['email', 'e mail', 'correo', 'correo electrónico', 'mail'],
  },
  { name: 'phone', form: { is: 'code', longest: 40 }, titles: ['phone', 'teléfono', 'móvil', 'mobile', 'tel'] },
  { name: 'role', form: { is: 'word', of: 'role' }, titles: ['role', 'rol', 'puesto de trabajo', 'cargo', 'función'] },
  {
    name: 'status',
    form: { is: 'word', of: 'employeeStatus' },
    titles: ['status', 'estado', 'situación'],
  },
  {
    name: 'permissions',
    form: { is: 'words', of: 'permission' },
    titles: ['permissions', 'permisos', 'derechos', 'rights'],
  },
  { name: 'notes', form: { is: 'text', longest: 2000 }, titles: ['notes', 'notas', 'observaciones', 'comentarios'] },
  {
    name: 'created_at',
    form: { is: 'date' },
    titles: ['created at', 'fecha de alta', 'alta', 'created', 'fecha de contratación'],
  },
]
