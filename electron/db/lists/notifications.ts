import { seriesNotificationSchema } from '../../../shared/schemas/series-notification.ts'
import type { Collections } from '../collections/collections.ts'
import { byId, type DatePage, type Listing, newestBy, type Page, type Row, readPage } from '../collections/keyset.ts'

export type NotificationRow = Row<typeof seriesNotificationSchema>

/** The lists of notifications. The index of each is in docs/data.md. */
export const notificationListings = {
  newest: newestBy('fecha', {}),
  ofCustomer: (customer_id: string) => newestBy('fecha', { customer_id }),
  /** Whose e-mail was not sent. */
  failed: newestBy('fecha', { email_sent: false }),
  ofLocation: (location: string) => byId({ location }, 'location_1'),
}

/** The reference's queries of notifications. All of them wait for the office's page of notifications. */
export function notificationsRepository({ notifications }: Pick<Collections, 'notifications'>) {
  const listed = (listing: Listing, where: DatePage): Promise<Page<NotificationRow>> =>
    readPage(notifications, seriesNotificationSchema, listing, where)

  return {
    ofCustomer: (customer_id: string, where: DatePage) => listed(notificationListings.ofCustomer(customer_id), where),
    between: (from: Date, to: Date, where: Omit<DatePage, 'range'>) =>
      listed(notificationListings.newest, { ...where, range: { from, to } }),
    failed: (where: DatePage) => listed(notificationListings.failed, where),
  }
}

export type NotificationsRepository = ReturnType<typeof notificationsRepository>
