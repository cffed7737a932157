import { app } from 'electron'

const switches = ['remote-debugging-port', 'remote-debugging-pipe', 'remote-debugging-address']

/**
 * The fuses close Node's debugger; Chromium's own is opened by a switch, and it would hand the page, with its bridge, to
 * any program of this PC. Before the app is ready, which is when Chromium reads it.
 */
export function closeDebugging(): void {
  for (const name of switches) app.commandLine.removeSwitch(name)
}
