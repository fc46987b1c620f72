/** Whether an answer is for somebody's eyes: a browser that goes somewhere names HTML, a program does not. */
export function wantsPage({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  const accept = headers.get('accept') ?? ''
  return (method === 'GET' || method === 'HEAD') && /\btext\/html\b/i.test(accept)
}
