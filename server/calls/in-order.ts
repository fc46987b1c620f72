/** Runs tasks of the same key one after another, tasks of different keys side by side. */
export function createInOrder(): <Result>(
  key: string,
  task: () => Promise<Result>,
) => Promise<Result> {
  const tails = new Map<string, Promise<unknown>>()

  return function inOrder(key, task) {
    const before = tails.get(key)
    const current = before ? before.then(task, task) : task()
    tails.set(key, current)
    const leave = () => {
      if (tails.get(key) === current) tails.delete(key)
    }
    current.then(leave, leave)
    return current
  }
}
