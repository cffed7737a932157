/*
 * The words that the platform stores, each list once, in the order in which a screen offers them. No zod in here: the
 * schemas make their enums of these lists, and the page shows them without loading a schema.
 */

export const deviceStates = [
  'en_produccion',
  'control_calidad',
  'aprobado',
  'rechazado',
  'empaquetado',
  'enviado',
  'activo',
  'defectuoso',
  'rma',
  'reemplazado',
  'retirado',
] as const
export type DeviceState = (typeof deviceStates)[number]

export const orderStatuses = [
  'pending',
  'in_progress',
  'paused',
  'on_hold',
  'packing',
  'completed',
  'cancelled',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

export const orderPriorities = ['low', 'normal', 'high', 'critical'] as const
export type OrderPriority = (typeof orderPriorities)[number]

/** How a unit's two numbers come from the scanner. In two codes the order is fixed: see `domain/pairing.ts`. */
export const pairings = ['imei-then-iccid', 'iccid-then-imei', 'pair', 'imei'] as const
export type Pairing = (typeof pairings)[number]

/** How much of an order quality inspects. */
export const inspections = ['every', 'sample', 'none'] as const
export type Inspection = (typeof inspections)[number]

export const movementKinds = [
  'produccion',
  'salida',
  'envio',
  'entrada',
  'transferencia',
  'ajuste',
  'devolucion',
  'scrap',
] as const
export type MovementKind = (typeof movementKinds)[number]

export const customerTypes = ['distributor', 'reseller', 'enterprise', 'government', 'end_user'] as const
export const customerStatuses = ['active', 'inactive', 'suspended', 'blacklisted'] as const
export type CustomerStatus = (typeof customerStatuses)[number]

export const packageStates = ['preparado', 'enviado', 'en_transito', 'entregado', 'incidencia'] as const
export const palletStates = ['preparado', 'en_transito', 'entregado', 'cancelado'] as const
export const palletContents = ['lote', 'caja', 'unidad', 'sku'] as const

export const employeeRoles = [
  'operator',
  'quality_inspector',
  'technician',
  'supervisor',
  'manager',
  'admin',
  'super_admin',
] as const
export type EmployeeRole = (typeof employeeRoles)[number]

export const employeeStatuses = ['active', 'on_leave', 'suspended', 'inactive'] as const
export type EmployeeStatus = (typeof employeeStatuses)[number]

/** Each right to work at one station of one line. */
export const workplacePermissions = [
  'production_line1_station1',
  'production_line1_station2',
  'production_line2_station1',
  'production_line2_station2',
  'production_line3_station1',
  'production_line3_station2',
] as const

/** The rights that belong to no line. */
export const otherPermissions = [
  'quality_control',
  'manage_inventory',
  'manage_rma',
  'manage_tickets',
  'manage_customers',
  'view_reports',
  'admin_access',
  'manage_users',
  'manage_settings',
] as const

/** The fifteen keys of the reference. The platform has more (app1_access …): they are kept, never written by us. */
export const permissionKeys = [...workplacePermissions, ...otherPermissions] as const
export type PermissionKey = (typeof permissionKeys)[number]
