import { expect, it } from 'vitest';
import { environmentOfOthers, launchSettings } from './launch-settings.ts';

it('what the desk service is started with is not handed on to a browser', () => {
  const ours = { ...launchSettings('/tmp/code'), PATH: '/bin', LANG: 'zh_CN.UTF-8' };
  expect(environmentOfOthers(ours)).toEqual({ PATH: '/bin', LANG: 'zh_CN.UTF-8' });
});
