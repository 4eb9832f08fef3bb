import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DnsMessageError, readAnswer, writeQuestion } from './dns-message.ts';

const name = (text: string): number[] => [
  ...text.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]),
  0,
];
const text = (value: string): number[] => [value.length, ...Buffer.from(value)];
const u16 = (value: number): number[] => [value >> 8, value & 0xff];
/** an answer to `_sips._ws.example.com` with these records' types and data; their names point at the question */
const answer = (records: readonly { type: number; data: readonly number[] }[], flags = 0x8180): Buffer =>
  Buffer.from([
    ...u16(7),
    ...u16(flags),
    ...u16(1),
    ...u16(records.length),
    ...u16(0),
    ...u16(0),
    ...name('_sips._ws.example.com'),
    ...u16(33),
    ...u16(1),
    ...records.flatMap(({ type, data }) => [
      ...[0xc0, 12],
      ...u16(type),
      ...u16(1),
      ...[0, 0, 1, 44],
      ...u16(data.length),
      ...data,
    ]),
  ]);

test('a question, as it goes to the wire', () => {
  const question = writeQuestion(7, '_sips._ws.example.com', 'SRV');
  expect([...question.subarray(0, 12)]).toEqual([0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  expect([...question.subarray(12, 12 + name('_sips._ws.example.com').length + 4)]).toEqual([
    ...name('_sips._ws.example.com'),
    ...[0, 33, 0, 1],
  ]);
});

test.each(['', 'a..b', `${'a'.repeat(64)}.com`, Array.from({ length: 90 }, () => 'abc').join('.')])(
  '%j is no name to ask for',
  (bad) => expect(() => writeQuestion(1, bad, 'SRV')).toThrow(DnsMessageError),
);

test('SRV and NAPTR with their times to live; other records are passed over', () => {
  const srv = [...u16(10), ...u16(5), ...u16(443), ...name('pbx1.example.com')];
  const naptr = [...u16(50), ...u16(60), ...text('s'), ...text('SIPS+D2W'), ...text(''), 0xc0, 12];
  expect(
    readAnswer(
      answer([
        { type: 5, data: name('x') },
        { type: 33, data: srv },
        { type: 35, data: naptr },
      ]),
    ),
  ).toEqual({
    id: 7,
    rcode: 0,
    isTruncated: false,
    records: [
      { type: 'SRV', ttl: 300, priority: 10, weight: 5, port: 443, target: 'pbx1.example.com' },
      {
        type: 'NAPTR',
        ttl: 300,
        order: 50,
        preference: 60,
        flags: 's',
        service: 'SIPS+D2W',
        replacement: '_sips._ws.example.com',
      },
    ],
  });
  expect(readAnswer(answer([], 0x8383))).toMatchObject({ rcode: 3, isTruncated: true, records: [] });
});

test('a name that points at itself or forward ends, with an error', () => {
  for (const target of [
    [0xc0, 12 + 23 + 4 + 12 + 6],
    [0xc0, 0xff],
  ])
    expect(() => readAnswer(answer([{ type: 33, data: [...u16(1), ...u16(1), ...u16(1), ...target] }]))).toThrow(
      DnsMessageError,
    );
});

test('whatever arrives, it is read or refused', () => {
  const good = answer([{ type: 33, data: [...u16(10), ...u16(5), ...u16(443), ...name('pbx1.example.com')] }]);
  const survives = (bytes: Buffer): void => {
    try {
      readAnswer(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(DnsMessageError);
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => survives(Buffer.from(bytes))));
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, value) => {
      const bent = Buffer.from(good);
      bent[at] = value;
      survives(bent);
      survives(good.subarray(0, at));
    }),
  );
});
