/** Takes the secrets out of a SIP message before it is written to the trace. Pure. */

const secretHeaders = /^((?:Proxy-)?Authorization|(?:WWW|Proxy)-Authenticate)[ \t]*:.*(?:\r?\n[ \t].*)*/gim;
/** SRTP keys in SDP (RFC 4568) and ICE passwords open the audio of a call */
const secretLines = /^(a=crypto:\d+ \S+ inline:|a=ice-pwd:)\S+/gim;

export function redact(message: string): string {
  return message.slice(0, 65_000).replace(secretHeaders, '$1: (removed)').replace(secretLines, '$1(removed)');
}
