import type { JSX } from 'react'
import { useTranslation } from 'react-i18next'
import type { StationWord } from '../../shared/stations.ts'
import { Icon } from '../components/icon.tsx'
import { VerdictLine } from '../components/verdict-line.tsx'
import { runCommand } from '../run-command.ts'
import { type ShortcutKey, useShortcut } from '../shortcuts.ts'
import { signs } from '../stations/index.ts'
import styles from './chooser.module.css'

/** Keys of the tiles; F7, F9 and F10 are the frame's, and F5 would load the page anew in a browser. */
const keys: readonly ShortcutKey[] = ['F1', 'F2', 'F3', 'F4', 'F6', 'F8']

/** Whoever has several stations here opens one: by touch, by its key, or by its printed command. */
export function Chooser({ words }: { readonly words: readonly StationWord[] }): JSX.Element {
  const { t } = useTranslation()
  return (
    <main className={styles['chooser']} data-testid="chooser">
      <div className={styles['answer']}>
        <VerdictLine />
      </div>
      <h1 className={styles['title']}>{t('station.choose')}</h1>
      <p>{t('station.chooseHint')}</p>
      <ul className={styles['tiles']}>
        {words.map((word, index) => (
          <li key={word}>
            <Tile word={word} shortcut={keys[index]} />
          </li>
        ))}
      </ul>
    </main>
  )
}

function Tile({
  word,
  shortcut,
}: {
  readonly word: StationWord
  readonly shortcut: ShortcutKey | undefined
}): JSX.Element {
  const { t } = useTranslation()
  const open = () => void runCommand('station.open', { word })
  useShortcut(shortcut, open)
  return (
    <button
      type="button"
      className={styles['tile']}
      onClick={open}
      aria-keyshortcuts={shortcut}
      data-testid={`choose-${word}`}
    >
      <Icon name={signs[word].icon} className={styles['icon']} />
      <b>{t(`stationName.${word}`)}</b>
      {shortcut !== undefined && <kbd className={styles['key']}>{shortcut}</kbd>}
    </button>
  )
}
