import type { Db } from 'mongodb'
import type { DemoPerson } from '../../shared/state.ts'
export async function loadDemoPlant(_db: Db): Promise<{ people: DemoPerson[] }> { return { people: [] } }
