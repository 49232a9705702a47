-- Adds to statistics. KEYS: hashes. ARGV: per key: field, by, seconds that it is kept (0: as long as there is room).
for i, key in ipairs(KEYS) do
  local at = 3 * i - 2
  redis.call('HINCRBY', key, ARGV[at], ARGV[at + 1])
  if ARGV[at + 2] ~= '0' then redis.call('EXPIRE', key, ARGV[at + 2]) end
end
return 1
