import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from './run.mjs'

/**
 * Runs npm. The npm that belongs to this Node is asked by its script: on Windows npm is a .cmd file, which Node starts only through a shell.
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
export function npm(args, options) {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const script = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : beside
  return existsSync(script) ? run(process.execPath, [script, ...args], options) : run('npm', args, options)
}
