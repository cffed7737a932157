import { copyFile, mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { loadDemoPlant } from '../../electron/db/demo/demo-plant.ts'
import type { DemoSheet } from '../../electron/db/demo/demo-sheet.ts'
import type { Language, Theme } from '../../shared/settings.ts'
import { openTestPlant } from '../support/plant.ts'
import { openPty } from '../support/pty.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

export interface Look {
  readonly language: Language
  readonly theme: Theme
}

/** The smallest screen of a shop floor, and the usual one. */
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const

export const picturesFolder = join(process.cwd(), 'dist', 'screens')
const docsFolder = join(process.cwd(), 'docs', 'screens')
/** The look of which one picture of each screen is kept with the documents. */
const docsLook: Look = { language: 'es', theme: 'light' }

/** The program on the demo plant, a scanner in the hand, and a camera. */
export async function openStage(uri: string, look: Look, wanted: ReadonlySet<string>) {
  const plant = await openTestPlant(uri, `planta_${look.language}_${look.theme}`)
  const sheet: DemoSheet = await (await loadDemoPlant(plant.database.db)).sheet()
  const pty = await openPty()
  const device = await namedLikeAScanner(pty.device)
  const station = await startStationApp({
    uri,
    databaseName: plant.name,
    scanners: [{ id: 'linea', kind: 'serial', path: device, baudRate: 115200 }],
    env: envOf(look),
  })
  return {
    sheet,
    databaseName: plant.name,
    station,
    page: station.page,
    /** A code as the scanner sends it, and the answer on the screen. */
    async scan(code: string): Promise<void> {
      const before = await station.verdict()
      await pty.write(`${code}\r`)
      await station.nextVerdict(before)
    },
    /** What another program leaves when it stores what it had read before, and imports. */
    async damage(): Promise<void> {
      const { devices, orders } = plant.database.collections
      const packed = await devices.find({ estado: 'empaquetado' }).limit(3).toArray()
      for (const { _id } of packed) await devices.updateOne({ _id }, { $set: { estado: 'aprobado' } })
      await devices.updateMany({ nro_orden: packed[0]?.nro_orden ?? '' }, { $set: { ubicacion_actual: 'Almacén B' } })
      await devices.updateOne({ estado: 'enviado' }, { $set: { package_no: '9912182501150000000100009' } })
      await orders.updateOne({ status: 'completed' }, { $set: { produced: 3, notes: 'de ayer' } })
    },
    /** Bytes as they are, for what has no answer. */
    send: (bytes: string) => pty.write(bytes),
    /** A picture of what is there now, in each size. */
    shoot: (name: string) => shoot(station, look, name, wanted),
    async close(): Promise<void> {
      await station.close()
      if (device !== pty.device) await rm(device, { force: true })
      await pty.close()
      await plant.close()
    },
  }
}

/** Pictures show the name that a real one has; only who may write there can give it. */
async function namedLikeAScanner(device: string): Promise<string> {
  const name = '/dev/ttyACM8'
  // Left by a run that was ended: a link that leads nowhere.
  await rm(name, { force: true }).catch(() => undefined)
  return symlink(device, name).then(
    () => name,
    () => device,
  )
}

export type Stage = Awaited<ReturnType<typeof openStage>>

export function envOf({ language, theme }: Look): Record<string, string> {
  // No printer of the machine that takes the pictures prints the labels on them.
  return { OSE_LANGUAGE: language, OSE_THEME: theme, OSE_VOLUME: '0', CUPS_SERVER: '/nowhere/cups.sock' }
}

export async function shoot(
  { app, page }: Pick<StationApp, 'app' | 'page'>,
  look: Look,
  name: string,
  wanted: ReadonlySet<string>,
): Promise<void> {
  if (wanted.size > 0 && !wanted.has(name)) return
  const folder = join(picturesFolder, `${look.language}-${look.theme}`)
  await mkdir(folder, { recursive: true })
  for (const { width, height } of sizes) {
    await app.evaluate(
      ({ BrowserWindow }, size) => {
        BrowserWindow.getAllWindows()[0]?.setContentBounds({ x: 0, y: 0, ...size })
      },
      { width, height },
    )
    // A window as large as the screen gets one pixel less where no window manager says otherwise.
    await page.waitForFunction(([w, h]) => w - innerWidth <= 1 && h - innerHeight <= 1, [width, height] as const)
    // What moves for a moment (a ring of focus, a banner that settles) is still.
    await page.waitForTimeout(250)
    const file = join(folder, `${name}-${width}.png`)
    await page.screenshot({ path: file })
    if (width === sizes[0].width && look.language === docsLook.language && look.theme === docsLook.theme) {
      await mkdir(docsFolder, { recursive: true })
      await copyFile(file, join(docsFolder, `${name}.png`))
    }
  }
}
