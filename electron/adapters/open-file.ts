import { shell } from 'electron'

/** Opens a file that the program made with what the system has for it. */
export async function openWithSystem(file: string): Promise<void> {
  await shell.openPath(file)
}
