import { expect, test } from 'vitest'
import { connectionStringOf } from './plant-address.ts'

const given = { address: 'db1:27017,db2', user: '', password: '', tls: true, certificateFile: '', databaseName: 'ose' }
const pem = 'C:\\ose\\ca 1.pem'
const asked = 'tlsCAFile=C%3A%5Cose%5Cca%201.pem'

test.each([
  [{}, 'mongodb://db1:27017,db2/?tls=true'],
  [{ tls: false, certificateFile: pem }, 'mongodb://db1:27017,db2/?tls=false'],
  [{ user: 'a@b', password: 'p:/?' }, 'mongodb://a%40b:p%3A%2F%3F@db1:27017,db2/?tls=true&authSource=admin'],
  [{ certificateFile: pem }, `mongodb://db1:27017,db2/?tls=true&${asked}`],
  [{ address: '[::1]:27018' }, 'mongodb://[::1]:27018/?tls=true'],
  [{ address: 'mongodb+srv://x.example', certificateFile: pem }, `mongodb+srv://x.example/?${asked}`],
  [{ address: 'mongodb://h/ose', certificateFile: pem }, `mongodb://h/ose?${asked}`],
  [{ address: 'mongodb://h/?tls=true', certificateFile: pem }, `mongodb://h/?tls=true&${asked}`],
])('%j', (changes, text) => {
  expect(connectionStringOf({ ...given, ...changes })).toBe(text)
})

test.each(['http://h', 'a b', 'h;drop', '$(x)', 'h/<>'])('%j is no address', (address) => {
  expect(connectionStringOf({ ...given, address })).toBeNull()
})
