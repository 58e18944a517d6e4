// Validates one delivery with ajv 8 and ajv-formats: node ajv.mjs SCHEMA FILE. Prints what validation alone took.
import { readFileSync } from "node:fs";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schema, file] = process.argv.slice(2).map((path) => readFileSync(path, "utf-8"));
const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(schema));
const data = JSON.parse(file);
const start = process.cpuUsage();
const valid = validate(data);
const { user, system } = process.cpuUsage(start);
console.log(JSON.stringify({ seconds: (user + system) / 1e6, valid, errors: validate.errors?.length ?? 0 }));
