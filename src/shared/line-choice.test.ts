import { expect, test } from 'vitest'
import { expressionOfLine, steadyPart } from './line-choice'

test.each([
  ['=== holding at step 41 ===', 'holding at step'],
  ['[12:04:05] Pausing: waiting for hold.txt to go', 'Pausing: waiting for hold.txt to go'],
  ['stopped', 'stopped'],
  ['42', '42'],
])('of “%s” stays “%s”', (line, part) => {
  expect(steadyPart(line)).toBe(part)
})

test.each([
  ['step 40/600 loss 0.125', { item: '40', total: '600', loss: '0.125' }],
  ['Epoch 3 of 20: mae=1.5e-3, lr: 0.01', { item: '3', total: '20', mae: '1.5e-3', lr: '0.01' }],
  ['12.5 % done (eta 3:20)', { percent: '12.5' }],
  ['batch 1,204 of 12,800 (loss=0.5)', { item: '1,204', total: '12,800', loss: '0.5' }],
  ['iter 17', { item: '17' }],
])('from “%s” its figures are read, and from the next such line too', (line, read) => {
  const expression = new RegExp(expressionOfLine(line) ?? 'none')
  expect({ ...expression.exec(line)?.groups }).toEqual(read)
  const next = line.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))
  expect(expression.exec(next)?.groups).toBeDefined()
})

test('a line without figures gives no expression, and twice the same name no wrong one', () => {
  expect(expressionOfLine('Saved (all of it)')).toBeNull()
  expect(() => new RegExp(expressionOfLine('loss 1.5 val loss 2.5 step 3 of 4, 5 of 6') ?? '(')).not.toThrow()
})
