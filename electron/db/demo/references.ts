export interface DemoReference {
  readonly reference_number: string
  readonly product_name: string
  readonly brand: string
  readonly sku: number
  readonly tacs: readonly [string, ...string[]]
  /** None where the product is sold without SIM. */
  readonly iccid_prefixes: readonly string[]
}

/**
 * What the demo plant makes. Its TACs begin with 00, which the GSMA keeps for tests: a sheet of demo codes that lies
 * around in a real plant is refused there as another product's.
 */
export const demoReferences = {
  v16: {
    reference_number: 'REF-V16-C',
    product_name: 'Baliza V16 conectada C',
    brand: 'Faro',
    sku: 1601,
    tacs: ['00188808', '00188809'],
    iccid_prefixes: ['898823'],
  },
  v16Mini: {
    reference_number: 'REF-V16-M',
    product_name: 'Baliza V16 mini',
    brand: 'Faro',
    sku: 1602,
    tacs: ['00757208'],
    iccid_prefixes: ['898822'],
  },
  tracker: {
    reference_number: 'REF-GPS-200',
    product_name: 'Localizador GPS 200',
    brand: 'Rumbo',
    sku: 2200,
    tacs: ['00517806'],
    iccid_prefixes: ['893407'],
  },
  module: {
    reference_number: 'REF-MOD-10',
    product_name: 'Módulo telemático sin SIM',
    brand: 'Rumbo',
    sku: 3010,
    tacs: ['00961212'],
    iccid_prefixes: [],
  },
} as const satisfies Readonly<Record<string, DemoReference>>

export type DemoReferenceName = keyof typeof demoReferences
