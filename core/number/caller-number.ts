/** The shape of a parsed number: how it is stored (`key`), shown (`display`) and understood (`kind`). */
import { z } from 'zod';

export const numberKindSchema = z.enum([
  'mobile',
  'landline',
  /** 95xxx, 96xxx, 1xxxx */
  'service',
  /** 400/800: inbound-only, so odd as a caller */
  'toll-free',
  /** 13 digits, 1440/1441/148/146/1410: data only, so a voice call is odd */
  'iot',
  'overseas',
  /** an extension or feature code of the PBX */
  'internal',
  'hidden',
  'malformed',
]);
export type NumberKind = z.infer<typeof numberKindSchema>;

export const callerNumberSchema = z.object({
  kind: numberKindSchema,
  /** key of all tables: E.164 with `+`, bare digits for service and internal numbers, `hidden`, or `malformed:<first 32 safe chars>` */
  key: z.string().max(64),
  /** grouped the Chinese way: `138 0013 8000`, `010-8888 6666`, `400-800-1234`, `+63 2 8551 0947`; '' when hidden */
  display: z.string().max(64),
});
export type CallerNumber = z.infer<typeof callerNumberSchema>;

/** Words in both languages, since a card may be shown in either. */
export const wordsSchema = z.object({ 'zh-CN': z.string(), en: z.string() });
export type Words = z.infer<typeof wordsSchema>;

export const carrierClassSchema = z.enum([
  'basic-mobile',
  'basic-unicom',
  'basic-telecom',
  'basic-broadnet',
  'virtual-mobile',
  'virtual-unicom',
  'virtual-telecom',
  'unallocated',
]);
export type CarrierClass = z.infer<typeof carrierClassSchema>;
