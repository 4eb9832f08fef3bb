/**
 * China's numbering plan by shape alone: what a string of digits is, never whether anyone has it. Segments that are not
 * allocated parse like any other. As of 2026-11; see also `core/place/carrier-table.ts`, which is dated too.
 */
import type { NumberKind } from './caller-number.ts';

export interface NationalNumber {
  readonly kind: Extract<NumberKind, 'mobile' | 'landline' | 'service' | 'toll-free' | 'iot' | 'internal'>;
  /** as `CallerNumber.key` */
  readonly key: string;
}

const mobile = /^1[3-9]\d{9}$/;
/** 13 digits: 14x of the operators, and 1064[6-9] */
const iot = /^(?:14\d{11}|1064[6-9]\d{8})$/;
const tollFree = /^[48]00\d{7}$/;
const emergency = /^1(?:10|12|14|19|20|22)$/;
/** 10086, 17951 · 118114, 10105678, 121231100 · 95588, 9501…, 96110 and longer · 106…, which may only send SMS */
const service = /^(?:1\d{4}|1[0-2]\d{4,7}|9[56]\d{3,10}|106\d{4,17})$/;
/** 96xxx means another firm in every region, so the area code (without its 0) belongs to it. */
const regionalService = /^(10|2\d|[3-9]\d\d)(96\d{3,6})$/;
/**
 * Area code without its 0: 10 and 2x have 8-digit numbers, the others 7 or 8. Of 95x only 951–955 (Ningxia) are area codes,
 * of 96x none. Subscriber numbers start with 2–8.
 */
const landline = /^(?:(10|2\d)([2-8]\d{7})|([3-8]\d\d|9[0-4789]\d|95[1-5])([2-8]\d{6,7}))$/;
/** The same without the leading 0 and without a country code: 106… is then an SMS number. */
const bareLandline = /^(?:(10)([2-57-8]\d{7})|(2\d)([2-8]\d{7})|([3-9]\d\d)([2-8]\d{6,7}))$/;
const localLandline = /^[2-8]\d{6,7}$/;
/** Call-by-call carrier selection and IP telephony, dialled before a number: 17951, 17909, 12593 … */
const accessPrefix = /^(?:179\d\d|12593|12520|10193|11808)(?=\d{7,})/;
const extension = /^(?:\d{2,5}|[*#]{1,2}\d{1,4}#?)$/;

/** Longest landline with its area code's 0; longer digits may start with an access prefix. */
const longestPlain = 11;

const national = (kind: NationalNumber['kind'], key: string): NationalNumber => ({ kind, key });

/** Digits that follow +86. */
export function parseAfterCountryCode(digits: string): NationalNumber | null {
  const subscriber = parseSubscriber(digits);
  if (subscriber) return subscriber;
  // before the service numbers: +86 951 … is Ningxia, +86 10 6… is Beijing
  if (landline.test(digits)) return national('landline', `+86${digits}`);
  if (regionalService.test(digits)) return national('service', `+86${digits}`);
  return parseShort(digits) ?? withoutAccessPrefix(digits);
}

/** Digits as dialled inside China, or as a PBX shows its own extensions. */
export function parseDialled(digits: string): NationalNumber | null {
  const plain = parseSubscriber(digits) ?? parseShort(digits);
  if (plain) return plain;
  if (bareLandline.test(digits)) return national('landline', `+86${digits}`);
  if (localLandline.test(digits)) return national('landline', digits);
  if (extension.test(digits)) return national('internal', digits);
  return withoutAccessPrefix(digits);
}

function parseSubscriber(digits: string): NationalNumber | null {
  if (mobile.test(digits)) return national('mobile', `+86${digits}`);
  if (iot.test(digits)) return national('iot', `+86${digits}`);
  if (tollFree.test(digits)) return national('toll-free', `+86${digits}`);
  if (!digits.startsWith('0')) return null;
  const rest = digits.slice(1);
  // a stray 0 before a mobile number, as older PBXs send it
  if (mobile.test(rest) || iot.test(rest)) return parseSubscriber(rest);
  if (landline.test(rest)) return national('landline', `+86${rest}`);
  if (regionalService.test(rest)) return national('service', `+86${rest}`);
  // 95588 is the same everywhere, also behind an area code: 010 95588
  const behindAreaCode = /^(?:10|2\d|[3-9]\d\d)(95\d{3,6})$/.exec(rest)?.[1];
  return behindAreaCode === undefined ? null : national('service', behindAreaCode);
}

function parseShort(digits: string): NationalNumber | null {
  return emergency.test(digits) || service.test(digits) ? national('service', digits) : null;
}

/** Only where the whole is no number by itself: 17951 380 013 is a mobile number of eleven digits. */
function withoutAccessPrefix(digits: string): NationalNumber | null {
  const prefix = digits.length > longestPlain ? accessPrefix.exec(digits)?.[0] : undefined;
  return prefix === undefined ? null : parseSubscriber(digits.slice(prefix.length));
}

/** Where an access prefix stands before an overseas number (17951 00 63 …): the number without it, else null. */
export function overseasBehindAccessPrefix(digits: string): string | null {
  const prefix = accessPrefix.exec(digits)?.[0];
  const rest = prefix === undefined ? '' : digits.slice(prefix.length);
  return rest.startsWith('00') ? rest : null;
}

/** Area code (without 0) and the rest of a landline's or regional service's digits behind +86. */
export function splitLandline(digits: string): { readonly area: string; readonly subscriber: string } | null {
  const found = landline.exec(digits) ?? regionalService.exec(digits);
  const area = found?.[1] ?? found?.[3];
  const subscriber = found?.[2] ?? found?.[4];
  return area === undefined || subscriber === undefined ? null : { area, subscriber };
}
