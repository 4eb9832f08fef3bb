/** Callers that say hostile, broken or no things of themselves: shown as text, the card not broken, no ringing that sticks. */
import { call, type CallOptions } from '../../lab/caller.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import type { Product } from '../../fixtures/product.ts';
import { expect, test } from '../../fixtures/test.ts';

let pbx: Pbx;
test.beforeAll(async () => {
  pbx = await startPbx({ huntMembers: ['agent1'] });
});
test.afterAll(() => pbx.stop());

/** The card's four parts keep their heights and everything stays within it, whatever the caller said. */
async function expectSoundLayout(desk: Product): Promise<void> {
  const found = await desk.card.evaluate(() => {
    const card = document.querySelector('.lwc-card');
    const box = card?.getBoundingClientRect();
    if (!card || !box) return null;
    const inside = [...card.querySelectorAll('*')].filter((each) => {
      const { left, right, top, bottom, width } = each.getBoundingClientRect();
      if (width === 0) return false;
      return left < box.left - 1 || right > box.right + 1 || top < box.top - 1 || bottom > box.bottom + 1;
    });
    const heightOf = (name: string) => Math.round(card.querySelector(name)?.getBoundingClientRect().height ?? 0);
    return {
      width: Math.round(box.width),
      height: Math.round(box.height),
      head: heightOf('.lwc-head'),
      actions: heightOf('.lwc-actions'),
      outside: inside.map((each) => each.getAttribute('class')),
      buttons: [...card.querySelectorAll('button')].filter((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2)?.closest('button') === button;
      }).length,
      wide: document.documentElement.scrollWidth > window.innerWidth,
    };
  });
  expect(found).toMatchObject({
    width: 420,
    height: 540,
    head: 80,
    actions: 123,
    outside: [],
    buttons: 4,
    wide: false,
  });
}

const kilobytes = 10_240;
const names: readonly {
  readonly what: string;
  readonly name: string | Uint8Array;
  /** what must be readable on the card */
  readonly shows: RegExp;
}[] = [
  {
    what: 'HTML',
    name: '<img src=x onerror="document.title=\'owned\'"><b>银行</b>',
    shows: /<img src=x onerror=/,
  },
  { what: 'a right-to-left override', name: '客服\u202e0086-01\u202c\u2066热线\u2069', shows: /客服.*热线/ },
  { what: '10 kB of text', name: '长'.repeat(kilobytes / 3), shows: /长{20}/ },
  { what: 'broken UTF-8', name: Buffer.from([0x41, 0xff, 0xfe, 0xc3, 0x28, 0xe5, 0xae, 0x42]), shows: /A.*B/ },
  { what: 'invisible characters', name: 'a\u200bb\u00adc\u2060d', shows: /^[^a]*abcd/ },
];

test('display names that are hostile or broken are shown as text and break no card', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  const title = await desk.card.title();
  for (const { what, name, shows } of names) {
    await test.step(what, async () => {
      const caller = await call({ pbx, from: '13800138000', displayName: name });
      const card = await ringingCard(desk);
      await expect(card.locator('.lwc-number')).toHaveText('138 0013 8000');
      await expect(card.locator('.lwc-headline span')).toHaveText(shows);
      const text = await card.innerText();
      // no character that turns the text around or hides it reaches the screen
      expect(text).not.toMatch(/[\p{Cf}\p{Co}]/u);
      expect(await card.locator('img').count()).toBe(0);
      await expectSoundLayout(desk);
      await caller.hangUp();
      await expect(card).toBeHidden();
    });
  }
  // the title says who rings, and is itself again when nobody does
  await expect(desk.card).toHaveTitle(title);
  // every one of them is in the history, as text
  await desk.main.getByRole('navigation').getByRole('button', { name: /历史/ }).press('Enter');
  await expect(desk.main.getByText('138 0013 8000').first()).toBeVisible();
  expect(await desk.main.locator('img[src="x"]').count()).toBe(0);
});

const numbers: readonly { readonly what: string; readonly options: Partial<CallOptions>; readonly shows: RegExp }[] = [
  { what: 'a hidden number', options: { from: { kind: 'hidden' } }, shows: /号码未显示/ },
  { what: 'a From without a user', options: { from: { kind: 'no-user' } }, shows: /号码未显示|号码格式异常/ },
  { what: 'a user called anonymous', options: { from: 'anonymous' }, shows: /号码未显示/ },
  { what: 'a user that is no number', options: { from: 'not-a-number' }, shows: /notanumber.*号码格式不合规/ },
  { what: 'a number of 60 digits', options: { from: '1'.repeat(60) }, shows: /1{4}|号码格式异常/ },
];

test('callers without a readable number ring, are named in words and can be refused', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  for (const { what, options, shows } of numbers) {
    await test.step(what, async () => {
      const caller = await call({ pbx, ...options });
      const card = await ringingCard(desk);
      await expect(card).toContainText(shows);
      await expectSoundLayout(desk);
      await expect(async () => {
        await desk.main.keyboard.press('F9');
        await expect(card).toBeHidden({ timeout: 700 });
      }).toPass({ timeout: 30_000 });
      expect((await caller.done).finalStatus).toBe(486);
    });
  }
});

for (const offer of ['video-only', 'no-media', 'garbage'] as const) {
  test(`an offer without audio (${offer}) is refused with 488 at once, and the next call rings`, async ({ start }) => {
    const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
    await untilReady(desk);
    const refused = await call({ pbx, offer });
    const { finalStatus, messages } = await refused.done;
    expect(finalStatus).toBe(488);
    expect(messages.filter(({ status }) => status === 180)).toEqual([]);
    await expect(desk.card.getByRole('alertdialog')).toBeHidden();
    const next = await call({ pbx });
    await ringingCard(desk);
    await next.hangUp();
    await expect(desk.card.getByRole('alertdialog')).toBeHidden();
  });
}
