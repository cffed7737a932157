import type { Station } from '../station.ts'
import { ProductionScreen } from './screen.tsx'

export const production: Station = { title: 'production.title', Screen: ProductionScreen }
