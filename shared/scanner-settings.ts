import { z } from 'zod'
export const scannerSettingsSchema = z.object({ id: z.string(), kind: z.enum(['serial', 'keyboard']) })
