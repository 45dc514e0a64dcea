-- @begun datetime2(7),
-- @now datetime2(7),
-- @Retailer_Value int,
-- @key varbinary(64)

UPDATE [a]
SET [a].[count] = CASE
    WHEN [a].[since] > @begun THEN [a].[count] + 1
    ELSE 1
END,
    [a].[since] = CASE
        WHEN [a].[since] > @begun THEN [a].[since]
        ELSE @now
    END
FROM [hub].[attempt] AS [a]
WHERE [a].[retailer_id] = @Retailer_Value AND [a].[subject] = @key
