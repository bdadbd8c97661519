/** The oldest Node whose features the code uses. */
export const oldestNode = 22;

// Typed in a shell, `node` is the system's and may be too old; npm's scripts find the one from node_modules.
if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  console.error(`Node ${process.versions.node} is too old for Backline. Use "npm start", which brings its own Node.`);
  process.exit(1);
}
