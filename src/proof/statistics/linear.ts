/** Solves A·x = b for a symmetric positive definite A (rows one after the other, lower half used). Throws where it is not. */
export function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k += 1) {
        rest -= (lower[row * size + k] ?? 0) * (lower[column * size + k] ?? 0);
      }
      if (row === column) {
        if (!(rest > 0)) throw new RangeError('The matrix is not positive definite.');
        lower[row * size + row] = Math.sqrt(rest);
      } else {
        lower[row * size + column] = rest / (lower[column * size + column] ?? 1);
      }
    }
  }
  const solution = right.slice();
  for (let row = 0; row < size; row += 1) {
    let rest = solution[row] ?? 0;
    for (let k = 0; k < row; k += 1) rest -= (lower[row * size + k] ?? 0) * (solution[k] ?? 0);
    solution[row] = rest / (lower[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = solution[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) {
      rest -= (lower[k * size + row] ?? 0) * (solution[k] ?? 0);
    }
    solution[row] = rest / (lower[row * size + row] ?? 1);
  }
  return solution;
}
