using System.Globalization;
using System.Text.Json;

namespace IntegrationHub.Identity.Codes;

/// <summary>One message as it lies in the outbox.</summary>
public sealed record OutboxMessage(DateTimeOffset At, string Phone, string Text);

/// <summary>For development: messages go into a file that the folder's owner alone can read. Production refuses it.</summary>
/// <param name="file">Path of the file, one JSON object per line.</param>
/// <param name="time">The clock.</param>
public sealed class SmsOutbox(string file, TimeProvider time) : ISmsSender
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public string File => file;

    public async Task SendAsync(string phone, string text, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.Read, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            await using var writer = new StreamWriter(file, options);
            await writer.WriteLineAsync(JsonSerializer.Serialize(new OutboxMessage(time.GetUtcNow(), phone, text), JsonSerializerOptions.Web)).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            throw new SmsException(string.Create(CultureInfo.InvariantCulture, $"{file} cannot be written."), failure);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Everything that was sent, oldest first.</summary>
    public static IReadOnlyList<OutboxMessage> Read(string file) => !System.IO.File.Exists(file)
        ? []
        : [.. System.IO.File.ReadLines(file).Select(static line => JsonSerializer.Deserialize<OutboxMessage>(line, JsonSerializerOptions.Web)!)];
}
