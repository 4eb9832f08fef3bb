/** Scenarios and properties of reading, showing and choosing a caller's number. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerNumberSchema } from './caller-number.ts';
import { cleanName } from './clean-text.ts';
import { maskNumber } from './format-number.ts';
import { chooseIdentity } from './identity.ts';
import { displayOf, parseNumber } from './parse-number.ts';

describe('parseNumber', () => {
  it.each([
    // mobiles in every way they arrive
    ['13800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['+8613800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['008613800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['8613800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['013800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['+86013800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['1795113800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['12593013800138000', 'mobile', '+8613800138000', '138 0013 8000'],
    ['tel:+86-138-0013-8000;phone-context=+86', 'mobile', '+8613800138000', '138 0013 8000'],
    ['sip:%2B8613800138000@10.0.0.1:5060;user=phone', 'mobile', '+8613800138000', '138 0013 8000'],
    ['"王" <sip:13800138000@pbx>', 'mobile', '+8613800138000', '138 0013 8000'],
    ['１３８　００１３　８０００', 'mobile', '+8613800138000', '138 0013 8000'],
    ['\u202d138\u00a00013\u200b8000\u202c', 'mobile', '+8613800138000', '138 0013 8000'],
    ['17951380013', 'mobile', '+8617951380013', '179 5138 0013'],
    // segments nobody was given
    ['14200281101', 'mobile', '+8614200281101', '142 0028 1101'],
    ['14305712202', 'mobile', '+8614305712202', '143 0571 2202'],
    ['15407553303', 'mobile', '+8615407553303', '154 0755 3303'],
    ['16100204404', 'mobile', '+8616100204404', '161 0020 4404'],
    ['16400204404', 'mobile', '+8616400204404', '164 0020 4404'],
    ['19400204404', 'mobile', '+8619400204404', '194 0020 4404'],
    // landlines
    ['010-88886666', 'landline', '+861088886666', '010-8888 6666'],
    ['(0755) 8321 4400', 'landline', '+8675583214400', '0755-8321 4400'],
    ['+86 (0)755 83214400', 'landline', '+8675583214400', '0755-8321 4400'],
    ['+861066668888', 'landline', '+861066668888', '010-6666 8888'],
    ['75583214400', 'landline', '+8675583214400', '0755-8321 4400'],
    ['09915551234', 'landline', '+869915551234', '0991-555 1234'],
    ['1790907558321440', 'landline', '+867558321440', '0755-832 1440'],
    ['83214400', 'landline', '83214400', '8321 4400'],
    // services
    ['4008001234', 'toll-free', '+864008001234', '400-800-1234'],
    ['+864008001234', 'toll-free', '+864008001234', '400-800-1234'],
    ['95588', 'service', '95588', '95588'],
    ['+8695588', 'service', '95588', '95588'],
    ['01095588', 'service', '95588', '95588'],
    ['9501388888888', 'malformed', 'malformed:9501388888888', '9501388888888'],
    ['950138888888', 'service', '950138888888', '950138888888'],
    ['0532-96588', 'service', '+8653296588', '0532-96588'],
    ['+8653296588', 'service', '+8653296588', '0532-96588'],
    ['10105678', 'service', '10105678', '10105678'],
    ['121231100', 'service', '121231100', '121231100'],
    ['118114', 'service', '118114', '118114'],
    ['96110', 'service', '96110', '96110'],
    ['110', 'service', '110', '110'],
    ['10086', 'service', '10086', '10086'],
    ['12345', 'service', '12345', '12345'],
    ['106575550123', 'service', '106575550123', '106575550123'],
    ['1440338120617', 'iot', '+861440338120617', '1440 3381 20617'],
    ['+861440338120617', 'iot', '+861440338120617', '1440 3381 20617'],
    // overseas
    ['+63285510947', 'overseas', '+63285510947', '+63 2 8551 0947'],
    ['0063285510947', 'overseas', '+63285510947', '+63 2 8551 0947'],
    ['179510063285510947', 'overseas', '+63285510947', '+63 2 8551 0947'],
    ['+44 (0)20 7946 0958', 'overseas', '+442079460958', '+44 20 7946 0958'],
    ['+85225550100', 'overseas', '+85225550100', '+852 2555 0100'],
    ['+999123456789', 'overseas', '+999123456789', '+999123456789'],
    // the PBX's own
    ['801', 'internal', '801', '801'],
    ['6001', 'internal', '6001', '6001'],
    ['*97', 'internal', '*97', '*97'],
    // nothing to read
    ['', 'hidden', 'hidden', ''],
    ['anonymous', 'hidden', 'hidden', ''],
    ['Anonymous.Invalid', 'hidden', 'hidden', ''],
    ['sip:13800138000@anonymous.invalid', 'hidden', 'hidden', ''],
    ['Restricted', 'hidden', 'hidden', ''],
    ['No Caller ID', 'hidden', 'hidden', ''],
    ['138001380001', 'malformed', 'malformed:138001380001', '138001380001'],
    ['+8612', 'malformed', 'malformed:+8612', '+8612'],
    ['admin', 'malformed', 'malformed:admin', 'admin'],
    ["1'; DROP TABLE calls", 'malformed', 'malformed:1?', '1?'],
    ['malformed:13800138000', 'malformed', 'malformed:13800138000', '13800138000'],
  ])('reads %j as %s', (raw, kind, key, display) => {
    expect(parseNumber(raw)).toEqual({ kind, key, display });
  });

  const numberish = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'0123456789+-() .*#;:@<>%?aZ０９·sip'), maxLength: 40 }),
    fc
      .tuple(
        fc.constantFrom(
          '',
          '+',
          '00',
          '+86',
          '0086',
          '86',
          '0',
          '17951',
          '1',
          '010',
          '4',
          '400',
          '95',
          '106',
          'tel:',
          'malformed:',
        ),
        fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 20 }),
      )
      .map((parts) => parts.join('')),
  );

  it('gives a valid result for any text', () => {
    fc.assert(
      fc.property(numberish, (raw) => {
        expect(callerNumberSchema.safeParse(parseNumber(raw)).success).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads its own key as the same number, and its own display as the same key', () => {
    fc.assert(
      fc.property(numberish, (raw) => {
        const number = parseNumber(raw);
        expect(parseNumber(number.key)).toEqual(number);
        expect(displayOf(number.key)).toBe(number.display);
        // "13800138000" shown for the hostile text `malformed:13800138000` is the one display that means another number
        if (!raw.startsWith('malformed:')) expect(parseNumber(number.display).key).toBe(number.key);
      }),
      { numRuns: 6000 },
    );
  });
});

describe('maskNumber', () => {
  it.each([
    ['138 0013 8000', '138 **** 8000'],
    ['010-8888 6666', '010-**** 6666'],
    ['0991-555 1234', '0991-*** 1234'],
    ['8321 4400', '**** 4400'],
    ['+63 2 8551 0947', '+63 * **** 0947'],
    ['1440 3381 20617', '1440 **** *0617'],
    ['+999123456789', '+99******6789'],
    ['95588', '95588'],
    ['801', '801'],
    ['', ''],
  ])('%s → %s', (display, masked) => {
    expect(maskNumber(display)).toBe(masked);
  });

  it('hides at least four digits of every mobile number and keeps the length', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (digits) => {
        const { display } = parseNumber(digits);
        const masked = maskNumber(display);
        expect(masked.length).toBe(display.length);
        expect(masked.replace(/[^*]/g, '').length).toBe(4);
      }),
    );
  });
});

describe('cleanName', () => {
  it.each([
    ['  王\t丽 \r\n ', '王 丽'],
    ['a\u0000b\u0007c\u009fd', 'abcd'],
    ['\u202eevil\u202c\u2066x\u2069', 'evilx'],
    ['z\u200be\u200dr\ufeffo', 'zero'],
    ['lone\ud800end', 'loneend'],
    ['e\u0301\u0301\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301'],
    ['\u2003', ''],
  ])('%j → %j', (raw, cleaned) => {
    expect(cleanName(raw)).toBe(cleaned);
  });

  it('cuts with an ellipsis and never through a character', () => {
    expect(cleanName('a'.repeat(65))).toBe(`${'a'.repeat(63)}…`);
    expect(cleanName('𠮷'.repeat(40))).toBe(`${'𠮷'.repeat(31)}…`);
  });

  it('leaves nothing unseen, keeps within the bound and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (raw, max) => {
        const name = cleanName(raw, max);
        expect(name.length).toBeLessThanOrEqual(max);
        expect(name.isWellFormed()).toBe(true);
        expect(name).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200B-\u200F\uFEFF]/u);
        expect(cleanName(name, max)).toBe(name);
      }),
    );
  });
});

describe('chooseIdentity', () => {
  const headers = {
    fromUser: '13900000000',
    fromName: 'Claimed',
    assertedUser: '+8613800138000',
    assertedName: '王丽',
    verstat: 'passed',
  } as const;

  it('takes P-Asserted-Identity before From on a trusted trunk', () => {
    expect(chooseIdentity(headers, true)).toMatchObject({
      number: { key: '+8613800138000' },
      name: '王丽',
      verstat: 'passed',
      source: 'asserted',
    });
  });

  it('ignores it, and a passed verification, on an untrusted trunk', () => {
    expect(chooseIdentity(headers, false)).toMatchObject({
      number: { key: '+8613900000000' },
      name: 'Claimed',
      verstat: null,
      source: 'from',
    });
    expect(chooseIdentity({ ...headers, verstat: 'failed' }, false).verstat).toBe('failed');
  });

  it('reads From where the PBX asserts only itself, and the asserted number where From is withheld', () => {
    expect(chooseIdentity({ ...headers, assertedUser: 'asterisk' }, true).number.key).toBe('+8613900000000');
    expect(chooseIdentity({ ...headers, fromUser: 'anonymous' }, true).number.key).toBe('+8613800138000');
  });

  it('shows no name that only repeats the number or says "Anonymous"', () => {
    expect(chooseIdentity({ ...headers, assertedName: '138 0013 8000', fromName: 'Anonymous' }, true).name).toBe('');
  });
});
