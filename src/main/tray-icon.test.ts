import { describe, expect, test } from 'vitest'
import { drawTrayIcon, type TraySign } from './tray-icon'

const signs: readonly TraySign[] = ['idle', 'running', 'pausing', 'paused', 'attention']

describe.each(signs)('the icon for %s', (sign) => {
  test('is white with a rim, black alone as a template, and like no other', () => {
    const icon = drawTrayIcon(sign, 16, false)
    expect(icon).toHaveLength(16 * 16 * 4)
    // Colours are multiplied with alpha, so none may be greater than it.
    for (let at = 0; at < icon.length; at += 4) expect(icon[at]).toBeLessThanOrEqual(icon[at + 3] ?? 0)
    expect(icon.some((value) => value === 255)).toBe(true)
    const template = drawTrayIcon(sign, 16, true)
    expect(template.filter((_, at) => at % 4 < 3).every((value) => value === 0)).toBe(true)
    for (const other of signs) expect(icon.equals(drawTrayIcon(other, 16, false))).toBe(other === sign)
  })
})
