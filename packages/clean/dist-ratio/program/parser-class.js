export {};
//# sourceMappingURL=parser-class.js.map