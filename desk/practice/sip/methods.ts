/** The methods that the practice line answers to, as they stand in Allow (RFC 3261 20.5). */
export const ALLOW = 'INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER, INFO, NOTIFY, REFER';
