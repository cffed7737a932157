import styles from './barcode.module.css'

/** Ten modules of white on both sides (ISO/IEC 15417), four around (ISO/IEC 18004). */
const lineQuiet = 10
const squareQuiet = 4

interface Code128Props {
  /** Widths of bars and gaps in modules, a bar first. */
  readonly bars: readonly number[]
  /** The same for people. */
  readonly text: string
}

/** Whole pixels per module, or bars differ in width and no laser reads them. Black on white in both themes. */
export function Code128({ bars, text }: Code128Props) {
  let at = lineQuiet
  const drawn = bars.flatMap((width, index) => {
    const from = at
    at += width
    return index % 2 === 0 ? [<rect key={from} x={from} y={0} width={width} height={50} />] : []
  })
  const modules = at + lineQuiet
  return (
    <figure className={styles['figure']} data-testid="pairing-code" data-code={text}>
      <svg
        width={modules * 3}
        height={150}
        viewBox={`0 0 ${modules} 50`}
        preserveAspectRatio="none"
        shapeRendering="crispEdges"
        role="img"
        aria-label={text}
      >
        {drawn}
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  )
}

export function QrCode({ rows }: { readonly rows: readonly string[] }) {
  const side = rows.length + 2 * squareQuiet
  return (
    <figure className={styles['figure']}>
      <svg
        width={side * 6}
        height={side * 6}
        viewBox={`0 0 ${side} ${side}`}
        shapeRendering="crispEdges"
        aria-hidden="true"
      >
        {rows.flatMap((row, y) =>
          [...row].flatMap((module, x) =>
            module === '1'
              ? [<rect key={`${x} ${y}`} x={x + squareQuiet} y={y + squareQuiet} width={1} height={1} />]
              : [],
          ),
        )}
      </svg>
    </figure>
  )
}
