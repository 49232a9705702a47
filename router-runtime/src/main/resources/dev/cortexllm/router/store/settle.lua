-- Corrects what was taken. ARGV: clock, id, when it was taken, then per key: kind, amount, span, burst, by.
local FIXED, EACH = 3, 5
local now = clock(ARGV[1])
local id, taken_at = ARGV[2], tonumber(ARGV[3])

for i, key in ipairs(KEYS) do
  local at = FIXED + (i - 1) * EACH
  local kind = kinds[ARGV[at + 1]]
  local limit = {amount = tonumber(ARGV[at + 2]), span = tonumber(ARGV[at + 3]), burst = tonumber(ARGV[at + 4])}
  kind.correct(kind.open(key, limit, now), limit, taken_at, now, tonumber(ARGV[at + 5]), id)
end
return 1
