/** Why a command could not be done, in the codes of the phone contract. */
import type { FromPhone } from '../../core/contract/phone.ts';

export type PhoneErrorCode = Extract<FromPhone, { kind: 'failed' }>['code'];

export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly code: PhoneErrorCode;

  constructor(code: PhoneErrorCode, detail: string) {
    super(detail);
    this.code = code;
  }
}
