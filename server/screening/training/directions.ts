/** Principal directions of a set of vectors, strongest first, by Jacobi rotation. */

export function topDirections(vectors: Float64Array[], count: number): Float64Array[] {
  const size = vectors[0]!.length
  const matrix = Array.from({ length: size }, () => new Float64Array(size))
  for (const vector of vectors) {
    for (let i = 0; i < size; i++) {
      const row = matrix[i]!
      for (let j = 0; j < size; j++) row[j]! += vector[i]! * vector[j]!
    }
  }
  const turned = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size)
    row[i] = 1
    return row
  })
  for (let sweep = 0; sweep < 12; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(matrix, turned, p, q)
    }
  }
  const order = matrix.map((row, i) => ({ i, strength: row[i]! }))
  order.sort((a, b) => b.strength - a.strength)
  return order.slice(0, count).map(({ i }) => Float64Array.from(turned, (row) => row[i]!))
}

function rotate(matrix: Float64Array[], turned: Float64Array[], p: number, q: number): void {
  const off = matrix[p]![q]!
  if (Math.abs(off) < 1e-12) return
  const angle = 0.5 * Math.atan2(2 * off, matrix[q]![q]! - matrix[p]![p]!)
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const size = matrix.length
  for (let k = 0; k < size; k++) {
    const kp = matrix[k]![p]!
    const kq = matrix[k]![q]!
    matrix[k]![p] = cos * kp - sin * kq
    matrix[k]![q] = sin * kp + cos * kq
  }
  for (let k = 0; k < size; k++) {
    const pk = matrix[p]![k]!
    const qk = matrix[q]![k]!
    matrix[p]![k] = cos * pk - sin * qk
    matrix[q]![k] = sin * pk + cos * qk
  }
  for (let k = 0; k < size; k++) {
    const kp = turned[k]![p]!
    const kq = turned[k]![q]!
    turned[k]![p] = cos * kp - sin * kq
    turned[k]![q] = sin * kp + cos * kq
  }
}
