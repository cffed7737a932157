import { app, dialog } from 'electron'
import type { Command } from '../command-line/command.ts'
import { runCommand } from '../command-line/run-command.ts'
import { withPackagedMongod } from '../mongod-path.ts'
import { preferredLanguages } from './locale.ts'

/**
 * A command given to the packaged program instead of opening its window. On Windows a program with a window has no
 * terminal to print to: there the last words are also shown in a dialog.
 */
export async function runCommandAndQuit(command: Command, usualFolder: string): Promise<void> {
  const lines: string[] = []
  await app.whenReady()
  const code = await runCommand(command, {
    env: withPackagedMongod(process.env, process.resourcesPath),
    usualFolder,
    preferredLanguages: preferredLanguages(),
    version: app.getVersion(),
    print: (line) => {
      lines.push(line)
      process.stdout.write(`${line}\n`)
    },
  })
  if (process.platform === 'win32') await dialog.showMessageBox({ message: 'OSE Station', detail: lines.join('\n\n') })
  app.exit(code)
}
