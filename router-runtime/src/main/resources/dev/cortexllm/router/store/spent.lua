-- What is spent and reserved of budgets, each as it was left.
-- KEYS: windows of budgets. Answer: spent and reserved of each.
local answer = {}
for i = 1, #KEYS do
  local money = redis.call('HMGET', KEYS[i], 'spent', 'reserved')
  answer[2 * i - 1] = money[1] or '0'
  answer[2 * i] = money[2] or '0'
end
return answer
