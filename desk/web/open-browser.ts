/** Opens the page in the person's own browser; that it cannot is said in one sentence and is no failure. */
import { spawn } from 'node:child_process';
import { environmentOfOthers } from './launch-settings.ts';

export function openBrowser(url: string, onFailure: (sentence: string) => void): void {
  const [command, args] = commandFor(process.platform, url);
  const child = spawn(command, args, {
    detached: true,
    stdio: 'ignore',
    windowsVerbatimArguments: true,
    env: environmentOfOthers(process.env),
  });
  const fail = (): void => {
    // without the address: it holds the token, and stands in the READY line anyhow
    onFailure(`没有打开浏览器，请自行打开上面的地址。 No browser could be opened; open the address above yourself.`);
  };
  child.once('error', fail);
  child.once('exit', (code) => {
    if (code !== null && code !== 0) fail();
  });
  child.unref();
}

function commandFor(platform: NodeJS.Platform, url: string): readonly [string, string[]] {
  switch (platform) {
    case 'win32':
      // `start` is a word of cmd; its first quoted argument is a title
      return ['cmd.exe', ['/d', '/c', 'start', '""', `"${url}"`]];
    case 'darwin':
      return ['open', [url]];
    default:
      return ['xdg-open', [url]];
  }
}
