import { type JSX, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../shared/result.ts'
import styles from './standalone-steps.module.css'

/** What is typed is the same in every language. `HOST` is the server's name as every PC finds it. */
function commandsFor(host: string, port: number) {
  return [
    { word: 'backup', command: `mongodump --host ${host} --port ${port} --username admin --out before-replica-set` },
    { word: 'stop', command: 'sudo systemctl stop mongod' },
    {
      word: 'configure',
      command: 'replication:\n  replSetName: rs0\nsecurity:\n  keyFile: /etc/mongod.key\nnet:\n  bindIp: 0.0.0.0',
    },
    {
      word: 'key',
      command:
        'openssl rand -base64 756 | sudo tee /etc/mongod.key > /dev/null\nsudo chown mongodb: /etc/mongod.key && sudo chmod 400 /etc/mongod.key',
    },
    { word: 'start', command: 'sudo systemctl start mongod' },
    {
      word: 'initiate',
      command: `mongosh --host ${host} --port ${port} --username admin --eval 'rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "${host}:${port}" }] })'`,
    },
    { word: 'check', command: `ping ${host}` },
    { word: 'back', command: 'sudo systemctl restart mongod' },
  ] as const
}

/** The procedure, where a failure of the connection is that the server is no replica set yet. */
export function StepsFor({ failure }: { readonly failure: Failure['error'] }): JSX.Element | null {
  if (failure.code !== 'connection-standalone' && failure.code !== 'connection-not-initiated') return null
  return (
    <StandaloneSteps host={String(failure.params?.['host'] ?? '')} port={Number(failure.params?.['port'] ?? 27017)} />
  )
}

interface StandaloneStepsProps {
  /** As it was typed; an address that only this PC knows is no member's name. */
  readonly host: string
  readonly port: number
}

/** The short procedure that makes a standalone server a replica set, for whoever administers it. */
function StandaloneSteps({ host, port }: StandaloneStepsProps): JSX.Element {
  const { t } = useTranslation()
  const isLocal = host === 'localhost' || host === '::1' || /^127\./.test(host)
  const name = host === '' || isLocal ? 'SERVER' : host
  return (
    <section className={styles['steps']} data-testid="standalone-steps" aria-label={t('standalone.title')}>
      <h2>{t('standalone.title')}</h2>
      <p>{t('standalone.intro')}</p>
      <ol>
        {commandsFor(name, port).map(({ word, command }) => (
          <li key={word}>
            {t(`standalone.${word}`)}
            <Command text={command} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Command({ text }: { readonly text: string }): JSX.Element {
  const { t } = useTranslation()
  const [isCopied, setCopied] = useState(false)
  const shown = useRef<HTMLPreElement>(null)
  const copy = () => {
    if (shown.current === null) return
    getSelection()?.selectAllChildren(shown.current)
    // The page holds no permission for the clipboard; a person's own press may copy what is selected.
    setCopied(document.execCommand('copy'))
  }
  return (
    <div className={styles['command']}>
      <pre ref={shown}>{text}</pre>
      <button type="button" className={styles['copy']} onClick={copy}>
        {t(isCopied ? 'standalone.copied' : 'standalone.copy')}
      </button>
    </div>
  )
}
