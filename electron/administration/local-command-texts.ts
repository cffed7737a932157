import type { Language } from '../../shared/settings.ts'

/** What the commands say. They stand here and not in the page's catalogues because no page is open then. */
export interface CommandTexts {
  readonly usage: string
  readonly programRuns: (folder: string) => string
  readonly plantDatabase: string
  readonly demoDatabase: string
  readonly noDatabase: (folder: string) => string
  readonly fileAbsent: (file: string) => string
  readonly damaged: (file: string, why: string) => string
  readonly failed: (why: string) => string
  readonly checking: (file: string) => string
  readonly loading: string
  readonly comparing: string
  readonly swapping: string
  readonly restored: (copy: { readonly at: string; readonly documents: number; readonly collections: number }) => string
  readonly before: (folder: string) => string
  readonly takenBack: (folder: string) => string
  readonly nothingToTakeBack: string
  readonly wrongId: string
  readonly unknownEmployee: (id: string) => string
  readonly recovered: (id: string, isNew: boolean) => string
  readonly password: (password: string) => string
}

const english: CommandTexts = {
  usage: `Usage:
  restore FILE [--data-folder FOLDER]         puts a copy in the place of this PC's database
  restore --take-back [--data-folder FOLDER]  puts back what the last restore replaced
  recover-administrator ID [--name NAME --surname SURNAME] [--data-folder FOLDER]
                                              makes an employee administrator with a one-time password`,
  programRuns: (folder) => `OSE Station is running on ${folder}. Close it first. Nothing was changed.`,
  plantDatabase:
    'This PC uses the plant’s database server. Its backup and its administrators are the business of whoever runs that server (docs/backup.md). Nothing was changed.',
  demoDatabase: 'This is the demo plant; it is made anew whenever it is wanted. Nothing was changed.',
  noDatabase: (folder) => `There is no database in ${folder}. Is this the right data folder (--data-folder)?`,
  fileAbsent: (file) => `${file} cannot be read. Is the disk or the network share there?`,
  damaged: (file, why) => `${file} cannot be used: ${why}. The database was not changed; take another copy.`,
  failed: (why) => `It could not be done: ${why}. The database is as it was.`,
  checking: (file) => `Checking ${file} …`,
  loading: 'Loading it into a new database beside the old one …',
  comparing: 'Reading it back and comparing …',
  swapping: 'Putting it in place …',
  restored: ({ at, documents, collections }) =>
    `Done. The database is as it was at ${at}: ${documents} documents in ${collections} collections.`,
  before: (folder) =>
    `What it replaced is in ${folder}. «restore --take-back» puts it back; delete it when it is no longer needed.`,
  takenBack: (folder) => `Done. The database from before the restore is in place again; the other one is in ${folder}.`,
  nothingToTakeBack: 'There is nothing to put back: no restore was made here.',
  wrongId: 'An employee ID has 3 to 20 letters and digits, a name at least 2 letters.',
  unknownEmployee: (id) =>
    `There is no employee ${id}. To make one, add --name NAME --surname SURNAME. Nothing was changed.`,
  recovered: (id, isNew) =>
    `${id} ${isNew ? 'was made and' : ''} is now an administrator, active and unlocked; earlier sign-ins and badges of this ID have ended. This is written down and shown to every administrator.`,
  password: (password) =>
    `One-time password, shown only here: ${password}\nSign in with it; the program then asks for one of your own.`,
}

const spanish: CommandTexts = {
  usage: `Uso:
  restore ARCHIVO [--data-folder CARPETA]      pone una copia en lugar de la base de datos de este PC
  restore --take-back [--data-folder CARPETA]  vuelve a lo que sustituyó la última restauración
  recover-administrator ID [--name NOMBRE --surname APELLIDOS] [--data-folder CARPETA]
                                               hace administrador a un empleado, con una contraseña de un solo uso`,
  programRuns: (folder) => `OSE Station está abierto con ${folder}. Ciérralo primero. No se ha cambiado nada.`,
  plantDatabase:
    'Este PC usa el servidor de base de datos de la planta. De su copia de seguridad y de sus administradores se ocupa quien lleva ese servidor (docs/backup.md). No se ha cambiado nada.',
  demoDatabase: 'Esta es la planta de demostración; se hace de nuevo cuando se quiera. No se ha cambiado nada.',
  noDatabase: (folder) => `En ${folder} no hay base de datos. ¿Es esa la carpeta de datos (--data-folder)?`,
  fileAbsent: (file) => `No se puede leer ${file}. ¿Está conectado el disco o la carpeta de red?`,
  damaged: (file, why) => `${file} no sirve: ${why}. La base de datos no se ha tocado; prueba con otra copia.`,
  failed: (why) => `No se ha podido hacer: ${why}. La base de datos sigue como estaba.`,
  checking: (file) => `Comprobando ${file} …`,
  loading: 'Cargándola en una base de datos nueva, junto a la anterior …',
  comparing: 'Leyéndola de nuevo y comparando …',
  swapping: 'Poniéndola en su sitio …',
  restored: ({ at, documents, collections }) =>
    `Hecho. La base de datos está como estaba el ${at}: ${documents} documentos en ${collections} colecciones.`,
  before: (folder) =>
    `Lo anterior está en ${folder}. «restore --take-back» lo recupera; bórralo cuando ya no haga falta.`,
  takenBack: (folder) =>
    `Hecho. Vuelve a estar la base de datos anterior a la restauración; la otra está en ${folder}.`,
  nothingToTakeBack: 'No hay nada que recuperar: aquí no se ha hecho ninguna restauración.',
  wrongId: 'Un número de empleado tiene de 3 a 20 letras y cifras; un nombre, al menos 2 letras.',
  unknownEmployee: (id) =>
    `No hay ningún empleado ${id}. Para crearlo, añade --name NOMBRE --surname APELLIDOS. No se ha cambiado nada.`,
  recovered: (id, isNew) =>
    `${id} ${isNew ? 'se ha creado y' : ''} ya es administrador, activo y desbloqueado; sus sesiones y tarjetas anteriores ya no valen. Queda anotado y lo verán todos los administradores.`,
  password: (password) =>
    `Contraseña de un solo uso, que solo se muestra aquí: ${password}\nEntra con ella; el programa pide después una propia.`,
}

export const commandTexts: Readonly<Record<Language, CommandTexts>> = { en: english, es: spanish }
