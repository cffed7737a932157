import { type ClientSession, type Collection, type Db, ObjectId } from 'mongodb'
import { transactionOptions } from '../../electron/db/connection/client.ts'

/**
 * The yardstick: the bare driver writing the same five documents of one accepted unit in one transaction with the same
 * durability, and nothing else: no queue, no journal, no rule, no screen.
 */
export function bareRegistration(db: Db, order_number: string) {
  const devices = db.collection('devices')
  const movimientos = db.collection('movimientos')
  const events = db.collection('device_events')
  const counters: Collection<{ _id: string; produced?: number }> = db.collection('station_counters')
  const leases: Collection<{ _id: string; used: number; granted: number }> = db.collection('station_leases')

  return async function register(session: ClientSession, station: string, imei: string, ccid: string): Promise<void> {
    const device = new ObjectId()
    const act = new ObjectId()
    const at = new Date()
    for (;;) {
      try {
        session.startTransaction(transactionOptions)
        await leases.updateOne(
          { _id: `${order_number}|1|${station}`, $expr: { $lt: ['$used', '$granted'] } },
          { $inc: { used: 1 }, $currentDate: { updated_at: true } },
          { session },
        )
        await devices.insertOne(
          {
            _id: device,
            imei,
            ccid,
            nro_orden: order_number,
            lote: 1,
            linea: 1,
            puesto: 1,
            marca: 'OversunTrack',
            nro_referencia: 'REF',
            sku: '100',
            estado: 'en_produccion',
            ubicacion_actual: null,
            cliente: null,
            notificado: false,
            valido: true,
            errores: [],
            metadata: {},
            fecha_creacion: at,
            fecha_actualizacion: at,
            creado_por: 'EMP-001',
            ose_act: act.toHexString(),
          },
          { session },
        )
        await movimientos.insertOne(
          {
            tipo: 'produccion',
            fecha: at,
            producto: device.toHexString(),
            imei,
            ccid,
            cantidad: 1,
            orden_produccion: order_number,
            lote: 1,
            usuario: 'EMP-001',
            usuario_nombre: 'Ana Torres',
            origen: 'api',
            detalles: null,
            metadata: { app: 'ose-station', linea: 1, puesto: 1 },
            created_at: at,
            updated_at: at,
          },
          { session },
        )
        await events.insertOne(
          {
            _id: act,
            device_id: device.toHexString(),
            imei,
            ccid,
            event_type: 'created',
            timestamp: at,
            descripcion: 'Registrado en producción',
            operator: 'EMP-001',
            operator_name: 'Ana Torres',
            nro_orden: order_number,
            lote: 1,
            linea: 1,
            puesto: 1,
            estado_anterior: null,
            estado_nuevo: 'en_produccion',
            data: {
              act: act.toHexString(),
              act_kind: 'register',
              station,
              reason: null,
              undoes: null,
              supervisor: null,
            },
            origen: 'api',
          },
          { session },
        )
        await counters.updateOne(
          { _id: `${order_number}|1|${station}|bare` },
          { $inc: { produced: 1 }, $currentDate: { updated_at: true } },
          { session, upsert: true },
        )
        await session.commitTransaction()
        return
      } catch (error) {
        if (session.inTransaction()) await session.abortTransaction().catch(() => undefined)
        if (!(error instanceof Error && 'hasErrorLabel' in error)) throw error
      }
    }
  }
}

/** Places for the bare writers: the lease documents that a station would have taken. */
export async function bareLeases(
  db: Db,
  order_number: string,
  stations: readonly string[],
  granted: number,
): Promise<void> {
  const leases: Collection<{ _id: string; used: number; granted: number }> = db.collection('station_leases')
  await leases.insertMany(stations.map((station) => ({ _id: `${order_number}|1|${station}`, used: 0, granted })))
}
