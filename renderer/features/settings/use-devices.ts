/** The audio devices of this machine, read again when one is plugged in or out. Names appear once the microphone is allowed. */
import { useCallback, useEffect, useState } from 'react';

export interface AudioDevices {
  readonly inputs: readonly MediaDeviceInfo[];
  readonly outputs: readonly MediaDeviceInfo[];
  readonly reload: () => void;
}

export function useAudioDevices(): AudioDevices {
  const [all, setAll] = useState<readonly MediaDeviceInfo[]>([]);
  const reload = useCallback(() => {
    const media = navigator.mediaDevices as MediaDevices | undefined;
    media?.enumerateDevices().then(setAll, () => setAll([]));
  }, []);
  useEffect(() => {
    reload();
    const media = navigator.mediaDevices as MediaDevices | undefined;
    media?.addEventListener('devicechange', reload);
    return () => media?.removeEventListener('devicechange', reload);
  }, [reload]);
  // "default" and "communications" repeat real devices; the system's default is our own first choice
  const isReal = ({ deviceId }: MediaDeviceInfo): boolean => !['', 'default', 'communications'].includes(deviceId);
  return {
    inputs: all.filter((device) => device.kind === 'audioinput' && isReal(device)),
    outputs: all.filter((device) => device.kind === 'audiooutput' && isReal(device)),
    reload,
  };
}
