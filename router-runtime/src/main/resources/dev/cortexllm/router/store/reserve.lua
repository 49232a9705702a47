-- Takes from every limit, or from none. ARGV: clock, id, lease, then per key: kind, amount, span, burst, asked, shadow.
-- Answers: clock, admitted, then per key: remaining, reset, wait.
local FIXED, EACH = 3, 6
local now = clock(ARGV[1])
local id, lease = ARGV[2], tonumber(ARGV[3])
local asks = {}
local answer = {now, 1}

for i, key in ipairs(KEYS) do
  local at = FIXED + (i - 1) * EACH
  local kind = kinds[ARGV[at + 1]]
  local limit = {amount = tonumber(ARGV[at + 2]), span = tonumber(ARGV[at + 3]), burst = tonumber(ARGV[at + 4])}
  local amount = tonumber(ARGV[at + 5])
  local count = kind.open(key, limit, now)
  local remaining, reset, wait = kind.look(count, limit, amount)
  asks[i] = {kind = kind, limit = limit, amount = amount, count = count, fits = wait == 0}
  if wait ~= 0 and ARGV[at + 6] == '0' then answer[2] = 0 end
  answer[#answer + 1] = remaining
  answer[#answer + 1] = reset
  answer[#answer + 1] = wait
end

if answer[2] == 1 then
  for _, ask in ipairs(asks) do
    if ask.fits then ask.kind.take(ask.count, ask.limit, ask.amount, id, lease) end
  end
end
return answer
