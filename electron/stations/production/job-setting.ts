import { defaultJob } from '../../../shared/domain/production-job.ts'
import type { Config } from '../../settings/config.ts'
import type { StationDesk } from '../../station/desk.ts'

/** The job of this PC's production station follows its setting: as it changes, and at the first start of all. */
export function followJobSetting(desk: StationDesk, config: Pick<Config, 'settings' | 'onChange'>): void {
  const jobOf = ({ job, puesto }: ReturnType<Config['settings']>) => (job === 'default' ? defaultJob(puesto) : job)
  let job = jobOf(config.settings())
  // Of a new journal; any other goes on with what it did last.
  if (desk.station.memory().seq === 0) void desk.at('production').startWith(job)
  config.onChange((settings) => {
    if (jobOf(settings) === job) return
    job = jobOf(settings)
    void desk.at('production').setJob(job)
  })
}
