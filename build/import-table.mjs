/**
 * Folder or file → what it may import beside itself; a file belongs to its longest row, `*` is one folder. Types count. A folder that has no
 * row and lies in no row may not be.
 *
 * The drawers of `electron/` stand in layers: who stands lower in the list may import who stands above. The one climb is
 * the core's table of slices, which names those that are made of the core.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const importTable = {
  // Rules and shapes.
  shared: ['shared'],
  'shared/schemas': ['shared/settings.ts'],
  'shared/station': ['shared/schemas', 'shared/result.ts', 'shared/workplace.ts'],
  'shared/more': ['shared/station'],

  // The database.
  'electron/log': ['shared'],
  'electron/db/collections': ['shared'],
  'electron/db/connection': ['shared', ...db('collections')],
  'electron/db/notices': ['shared', ...db('collections', 'connection'), 'electron/log'],
  'electron/db/indexes': ['shared', ...db('collections', 'connection')],
  'electron/db/orders': ['shared', ...db('collections', 'connection', 'notices')],
  'electron/db/leases': ['shared', ...db('collections', 'connection', 'notices', 'orders')],
  'electron/db/acts': ['shared', ...db('collections', 'connection', 'orders')],
  'electron/db/people': ['shared', ...db('collections', 'connection')],
  'electron/db/plant': ['shared', ...db('collections', 'connection')],
  'electron/db/lists': ['shared', ...db('collections', 'connection', 'people')],
  'electron/db/duty': ['shared', ...db('collections', 'connection', 'leases', 'notices', 'orders'), 'electron/log'],
  'electron/db/import': ['shared', ...db('collections', 'connection', 'duty')],
  'electron/db/health': ['shared', ...db('collections', 'connection', 'duty')],
  'electron/db/copy': ['shared', ...db('collections', 'connection', 'leases'), 'electron/log'],
  'electron/db/demo': ['shared', ...db('collections', 'indexes', 'people')],
  'electron/db/preparation': ['shared', ...db('collections', 'connection', 'indexes')],
  'electron/db/connection-test': ['shared', ...db('collections', 'connection', 'copy', 'indexes', 'preparation')],
  'electron/db/repositories.ts': ['shared', 'electron/db'],

  // What waits, and for how long.
  'electron/waiting': [],

  // What the machine has.
  'electron/clock': [],
  'electron/files': [],
  'electron/mongod': ['shared', ...drawers('files', 'waiting')],
  'electron/journal': ['shared', 'electron/waiting'],
  'electron/scanners': ['shared', ...drawers('log', 'waiting')],
  'electron/threads': [],
  'electron/passwords': ['shared', 'electron/threads'],
  'electron/labels': ['shared', 'electron/db/demo'],

  // What the program does, each for itself.
  'electron/settings': ['shared', ...drawers('files', 'log'), ...db('connection', 'plant')],
  'electron/printing': ['shared', ...drawers('labels', 'log', 'settings', 'waiting'), 'electron/db/demo'],
  'electron/diagnosis': ['shared', ...drawers('files', 'log', 'settings'), 'electron/db/connection'],
  'electron/backup': ['shared', ...drawers('files', 'log', 'threads'), ...db('connection', 'copy')],
  'electron/lists': ['shared', 'electron/db'],
  'electron/export': ['shared', ...drawers('backup', 'log', 'threads'), 'electron/db'],
  'electron/database': ['shared', ...drawers('backup', 'clock', 'log', 'mongod', 'settings'), 'electron/db'],
  'electron/demo': ['shared', ...drawers('log', 'mongod', 'printing'), 'electron/db'],

  // The station.
  'electron/station': [
    'shared',
    ...drawers('clock', 'database', 'journal', 'labels', 'log', 'printing', 'scanners', 'waiting'),
    'electron/db',
  ],
  'electron/station/slices.ts': ['shared', 'electron/station', 'electron/stations'],
  'electron/stations/*': ['shared', ...drawers('journal', 'labels', 'settings', 'station'), 'electron/db'],
  'electron/duty': ['shared', ...drawers('log', 'station'), 'electron/db'],

  // Who stands at it, and what they see.
  'electron/people': ['shared', ...drawers('clock', 'log', 'passwords', 'station', 'waiting'), 'electron/db'],
  'electron/administration': [
    'shared',
    ...drawers('files', 'journal', 'log', 'mongod', 'passwords', 'settings', 'station', 'waiting'),
    'electron/db',
  ],
  'electron/import': [
    'shared',
    ...drawers('administration', 'export', 'log', 'passwords', 'threads', 'waiting'),
    'electron/db',
  ],
  'electron/scanner-desk': ['shared', ...drawers('labels', 'log', 'people', 'scanners', 'settings', 'station')],
  'electron/screen': [
    'shared',
    ...drawers('clock', 'database', 'files', 'log', 'people', 'scanner-desk', 'settings', 'station'),
    'electron/db/people',
  ],
  'electron/adapters': ['shared', ...drawers('files', 'labels', 'log', 'printing', 'screen', 'settings', 'waiting')],

  // The door, and what puts all together.
  'electron/door.ts': ['shared', ...drawers('log', 'people'), 'electron/db/connection'],
  'electron/workflows': [
    'shared',
    'electron/door.ts',
    ...drawers('backup', 'clock', 'database', 'diagnosis', 'export', 'import', 'lists', 'log', 'passwords', 'people'),
    ...drawers('printing', 'scanner-desk', 'scanners', 'screen', 'settings', 'station'),
    'electron/db',
  ],
  'electron/preload.ts': ['shared'],
  'electron/ipc.ts': ['shared', 'electron/door.ts', ...drawers('log', 'screen')],
  'electron/window.ts': ['shared', ...drawers('adapters', 'log', 'screen')],
  'electron/app-view.ts': ['shared', ...drawers('clock', 'database', 'people', 'settings')],
  'electron/program.ts': ['shared', 'electron'],
  'electron/program-failed.ts': ['shared', 'electron'],
  'electron/behind-window.ts': ['shared', 'electron'],
  'electron/main.ts': ['shared', 'electron'],

  // The page.
  renderer: ['shared', 'renderer'],
  'renderer/station': ['shared', 'renderer', '!renderer/stations', 'renderer/stations/index.ts'],
  'renderer/stations/index.ts': ['shared', 'renderer'],
  'renderer/stations/screens.ts': ['shared', 'renderer'],
  'renderer/stations/*': ['shared', 'renderer', '!renderer/stations'],
}

/**
 * Package → who alone may import it; types count. Only `db/` and `mongod/` speak to the driver, only `scanners/` opens
 * devices, and few know Electron: a workflow runs under plain Node in a test.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const packageTable = {
  mongodb: ['electron/db', 'electron/mongod'],
  bson: [],
  serialport: ['electron/scanners'],
  '@serialport': ['electron/scanners'],
  'node-hid': ['electron/scanners'],
  'classic-level': ['electron/journal'],
  electron: [
    'electron/main.ts',
    'electron/preload.ts',
    'electron/window.ts',
    'electron/ipc.ts',
    'electron/adapters',
    'electron/scanners/keyboard.ts',
  ],
}

/** @param {readonly string[]} names */
function db(...names) {
  return names.map((name) => `electron/db/${name}`)
}

/** @param {readonly string[]} names */
function drawers(...names) {
  return names.map((name) => `electron/${name}`)
}
