using System.Text;
using System.Text.Json;

namespace IntegrationHub.Identity.Codes;

/// <summary>One message as it lies in the outbox.</summary>
public sealed record OutboxMessage(DateTimeOffset At, string Phone, string Text);

/// <summary>For development: messages go into a file that the folder's owner alone can read. Production refuses it.</summary>
/// <param name="file">Path of the file, one JSON object per line.</param>
/// <param name="time">The clock.</param>
public sealed class SmsOutbox(string file, TimeProvider time) : ISmsSender
{
    private readonly Lock _turn = new();

    public Task SendAsync(string phone, string text, CancellationToken cancellationToken)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new OutboxMessage(time.GetUtcNow(), phone, text), JsonSerializerOptions.Web) + "\n");
        try
        {
            lock (_turn)
            {
                using var stream = new FileStream(file, new FileStreamOptions
                {
                    Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
                stream.Write(line);
            }

            return Task.CompletedTask;
        }
        catch (IOException failure)
        {
            throw new SmsException("The outbox cannot be written.", failure);
        }
    }

    /// <summary>Everything that was sent, oldest first.</summary>
    public static IReadOnlyList<OutboxMessage> Read(string file)
    {
        if (!File.Exists(file))
            return [];

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonSerializer.Deserialize<OutboxMessage>(line, JsonSerializerOptions.Web)!)];
    }
}
