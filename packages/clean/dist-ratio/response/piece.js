export {};
//# sourceMappingURL=piece.js.map