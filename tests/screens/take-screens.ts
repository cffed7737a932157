import { languages, themes } from '../../shared/settings.ts'
import { progress } from '../bench/report.ts'
import { startTestServer } from '../support/replica-set.ts'
import { firstStart } from './first-start.ts'
import { floor } from './floor.ts'
import { labels } from './labels.ts'
import { office } from './office.ts'
import { pairing, scanners } from './scanners.ts'
import { type Look, openStage, picturesFolder } from './stage.ts'

/**
 * A picture of every screen, in every language and theme, of the real program on the demo plant: what a person looks
 * at before a change of the page is called done.
 */
const all: readonly Look[] = languages.flatMap((language) =>
  themes.filter((theme) => theme !== 'system').map((theme) => ({ language, theme })),
)
const nameOf = ({ language, theme }: Look) => `${language}-${theme}`
const args = process.argv.slice(2)
const named = all.filter((look) => args.includes(nameOf(look)))
const looks = named.length > 0 ? named : all
const wanted = new Set(args.filter((arg) => !all.some((look) => nameOf(look) === arg)))

const server = await startTestServer()
for (const look of looks) {
  progress(`${look.language}, ${look.theme}`)
  await firstStart(look, wanted)
  const stage = await openStage(server.uri, look, wanted)
  await floor(stage)
  await labels(stage)
  await office(stage)
  await scanners(stage)
  await pairing(stage, server.uri, look, wanted)
  if (stage.station.problems.length > 0) throw new Error(stage.station.problems.join('\n'))
  await stage.close()
}
await server.stop()
progress(picturesFolder)
