import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
test('probe', async () => {
  console.log(Object.keys(env))
  const r = await (env as any).DB.batch([(env as any).DB.prepare('SELECT 1 FROM tickets')])
  console.log(JSON.stringify(r[0]))
  console.log(await (env as any).EMAIL.send({from:{email:'a@example.com',name:'T'},to:'b@example.com',subject:'Șă',text:'x',html:'<p>x</p>',headers:{'Auto-Submitted':'auto-generated'}}))
  expect(1).toBe(1)
})
