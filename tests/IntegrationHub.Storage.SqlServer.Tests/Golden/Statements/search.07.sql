-- @retailer_Value int,
-- @id varbinary(16)

SELECT TOP(1) [o].[retailer_id], [o].[id], [o].[acknowledged_by], [o].[answer_lost], [o].[attempts], [o].[canonical_digest], [o].[claimable_at], [o].[claimed_by], [o].[created_at], [o].[document_archive_id], [o].[due_at], [o].[endpoint], [o].[fence], [o].[gate_closure], [o].[mrid], [o].[message_archive_id], [o].[never_acknowledged], [o].[party_id], [o].[period_end], [o].[period_start], [o].[priority], [o].[profile], [o].[rejections], [o].[revision], [o].[root_element], [o].[sender_code], [o].[series_cut], [o].[size], [o].[state], [o].[type], [o].[updated_at]
FROM [hub].[outbound_exchange] AS [o]
WHERE [o].[retailer_id] = @retailer_Value AND [o].[id] = @id
