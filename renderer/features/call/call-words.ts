/** How an outgoing call or a transfer came to nothing, as a key of `call.refused`. Pure; RFC 3261 21 behind it. */
export type Refusal = 'busy' | 'wrong-number' | 'no-answer' | 'refused' | 'forbidden' | 'failed';

export function refusalOf(status: number | null): Refusal {
  switch (status) {
    case 486:
    case 600:
      return 'busy';
    case 404:
    case 410:
    case 484:
    case 604:
      return 'wrong-number';
    case 408:
    case 480:
    case 487:
      return 'no-answer';
    case 603:
    case 607:
    case 608:
      return 'refused';
    case 401:
    case 403:
    case 407:
      return 'forbidden';
    default:
      return 'failed';
  }
}
