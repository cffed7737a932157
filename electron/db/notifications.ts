import { seriesNotificationSchema } from '../../shared/schemas/series-notification.ts'
import type { Collections } from './collections.ts'
import { type DatePage, type Page, pageByDate, type Row } from './keyset.ts'

export type NotificationRow = Row<typeof seriesNotificationSchema>

export function notificationsRepository({ notifications }: Pick<Collections, 'notifications'>) {
  const listed = (filter: Readonly<Record<string, unknown>>, where: DatePage): Promise<Page<NotificationRow>> =>
    pageByDate(notifications, seriesNotificationSchema, 'fecha', filter, where)

  return {
    ofCustomer: (customer_id: string, where: DatePage) => listed({ customer_id }, where),
    between: (from: Date, to: Date, where: Omit<DatePage, 'range'>) => listed({}, { ...where, range: { from, to } }),
    /** Whose e-mail was not sent. */
    failed: (where: DatePage) => listed({ email_sent: false }, where),
  }
}

export type NotificationsRepository = ReturnType<typeof notificationsRepository>
