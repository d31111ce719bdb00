/** Whether a host is this machine itself: what is sent there crosses no network. `host` as in a setting or a URL ("[::1]"). */
export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/i.test(host);
}
