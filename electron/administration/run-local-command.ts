import { existsSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join, resolve } from 'node:path'
import { CopyDamagedError } from '../db/copy/copy-damaged.ts'
import { userDataFolder } from '../files/data-folder.ts'
import { EmbeddedServerError } from '../mongod/embedded-server.ts'
import { fileFailure } from '../mongod/status.ts'
import { loadConfig } from '../settings/config.ts'
import type { LocalCommand } from './local-command.ts'
import { type CommandTexts, commandTexts } from './local-command-texts.ts'
import { recoverOnThisPc } from './recover-administrator.ts'
import { restoreCopy, takeBackRestore } from './restore.ts'

export interface LocalCommandParts {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The data folder where the command names none. */
  readonly usualFolder: string
  readonly preferredLanguages: readonly string[]
  readonly version: string
  readonly print: (line: string) => void
}

/** Runs one command. @returns the exit code: 0 done, 1 refused or failed with nothing changed, 2 wrongly typed. */
export async function runLocalCommand(command: LocalCommand, parts: LocalCommandParts): Promise<number> {
  const { env, print } = parts
  const named = 'folder' in command ? command.folder : null
  const folder = named === null ? (userDataFolder(env) ?? parts.usualFolder) : resolve(named)
  const config = loadConfig({ folder, env, preferredLanguages: parts.preferredLanguages })
  const texts = commandTexts[config.settings().language]
  const refuse = (text: string): number => {
    print(text)
    return 1
  }
  if (command.kind === 'usage') {
    print(texts.usage)
    return 2
  }
  const { database, databaseName } = config.settings()
  if (database === 'plant') return refuse(texts.plantDatabase)
  if (database === 'demo') return refuse(texts.demoDatabase)
  const executable = env['OSE_MONGOD_PATH'] ?? 'mongod'
  const by = { host: hostname(), os_user: userInfo().username, version: parts.version }
  try {
    switch (command.kind) {
      case 'restore': {
        const file = resolve(command.file)
        const { copy, before } = await restoreCopy({
          dataFolder: folder,
          file,
          executable,
          by,
          onStep: (step) => print(step === 'checking' ? texts.checking(file) : texts[step]),
        })
        // On a new PC the copy is also the answer to the program's first question.
        config.save({ database: 'embedded', databaseName: copy.header.databaseName })
        const at = new Date(copy.header.startedAt).toLocaleString(config.settings().language)
        print(texts.restored({ at, documents: copy.end.documents, collections: copy.end.collections }))
        if (existsSync(before)) print(texts.before(before))
        return 0
      }
      case 'take-back': {
        const other = await takeBackRestore(folder)
        if (other === null) return refuse(texts.nothingToTakeBack)
        print(texts.takenBack(other))
        return 0
      }
      case 'recover-administrator': {
        if (!existsSync(join(folder, 'mongod', 'data', 'WiredTiger'))) return refuse(texts.noDatabase(folder))
        const answer = await recoverOnThisPc({ ...command, dataFolder: folder, databaseName, executable, by })
        if (answer.kind === 'wrong-id') return refuse(texts.wrongId)
        if (answer.kind === 'unknown-employee') return refuse(texts.unknownEmployee(answer.id))
        print(texts.recovered(answer.id, answer.isNew))
        print(texts.password(answer.password))
        return 0
      }
    }
  } catch (error) {
    return refuse(sentence(error, texts, folder, command.kind === 'restore' ? command.file : ''))
  }
}

function sentence(error: unknown, texts: CommandTexts, folder: string, file: string): string {
  if (error instanceof CopyDamagedError) return texts.damaged(file, error.message)
  if (error instanceof EmbeddedServerError && error.code === 'folder-in-use') return texts.programRuns(folder)
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (file !== '' && (code === 'ENOENT' || code === 'EISDIR')) return texts.fileAbsent(file)
  const known = error instanceof EmbeddedServerError ? error : fileFailure(error)
  return texts.failed(known?.message ?? (error instanceof Error ? error.message : String(error)))
}
