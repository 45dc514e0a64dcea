using IntegrationHub.Exchange.Parties;
using IntegrationHub.Exchange.Reception;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IntegrationHub.Lanes.Files;

/// <summary>
/// Watches <c>ROOT/PARTY/</c> of every party without an interface. A file is taken once its size has stopped changing, goes through all
/// checks, and is then moved to <c>done/</c> or <c>refused/</c>. Names that begin with a dot are somebody's unfinished work.
/// </summary>
/// <remarks>A crash between commit and move imports the file again, which the registry recognises as a repetition.</remarks>
public sealed partial class FileInbox(
    string root, IPartyRegistry registry, ReceptionPipeline reception, LaneOptions options, TimeProvider time, ILogger<FileInbox> logger) : BackgroundService
{
    private readonly Dictionary<string, (long Length, DateTime WrittenAt)> _seen = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                foreach (var party in registry.Current.Parties.Where(party => party is { Connection: PartyConnection.Files, Enabled: true }))
                {
                    await LookSafelyAsync(party, stoppingToken);
                }

                await Task.Delay(options.LookEvery, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The order to stop; a file that was not moved is taken up again.
        }
    }

    /// <summary>A folder that cannot be read concerns its own party only, and never the hub.</summary>
    private async Task LookSafelyAsync(Party party, CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(party, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogUnreadable("(folder)", party.Name, failure.Message);
        }
    }

    /// <summary>Takes every file that is complete; public so that a test or a command can do one look.</summary>
    public async Task<int> LookAsync(Party party, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(root, party.Name);
        if (new DirectoryInfo(folder) is not { Exists: true, LinkTarget: null })
        {
            return 0;
        }

        var taken = 0;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(IsCandidate).OrderBy(file => file.Name, StringComparer.Ordinal).ToArray())
        {
            if (!IsQuiet(file))
            {
                continue;
            }

            try
            {
                taken += await TakeAsync(party, file, cancellationToken) ? 1 : 0;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // The file stays where it is: a store that is away comes back, and a file that nobody can take keeps no other from being taken.
                LogUnreadable(file.Name, party.Name, failure.Message);
            }
        }

        return taken;
    }

    private async Task<bool> TakeAsync(Party party, FileInfo file, CancellationToken cancellationToken)
    {
        if (file.Length > party.Limits.MaxRequestBytes)
        {
            Move(file, "refused");
            LogTooLarge(file.Name, party.Name, party.Limits.MaxRequestBytes);
            return true;
        }

        var result = await ImportAsync(party, await File.ReadAllBytesAsync(file.FullName, cancellationToken), cancellationToken);
        Move(file, result.State is InboundState.Refused or InboundState.Rejected ? "refused" : "done");
        LogTaken(file.Name, party.Name, result.State, result.Exchange.Id);
        return true;
    }

    /// <summary>Takes the content of one file the way every document comes in.</summary>
    public async Task<ReceptionResult> ImportAsync(Party party, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        await reception.ReceiveAsync(
            new IncomingMessage { Retailer = party.Retailer, Party = party, Channel = Channel.File, Body = content, ReceivedAt = time.GetUtcNow() },
            cancellationToken);

    /// <summary>Pipes and devices have no length; a link could lead anywhere; an empty file is one that somebody has just begun.</summary>
    private static bool IsCandidate(FileInfo file) => !file.Name.StartsWith('.') && file.LinkTarget is null && file.Length > 0;

    /// <summary>True when two looks in a row saw the same size and time: whoever writes it has finished.</summary>
    private bool IsQuiet(FileInfo file)
    {
        var now = (file.Length, file.LastWriteTimeUtc);
        var quiet = _seen.TryGetValue(file.FullName, out var before) && before == now;
        _seen[file.FullName] = now;
        return quiet;
    }

    private void Move(FileInfo file, string where)
    {
        _seen.Remove(file.FullName);
        var folder = Directory.CreateDirectory(Path.Combine(file.DirectoryName!, where));
        var name = $"{Path.GetFileNameWithoutExtension(file.Name)}.{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmssfff}{file.Extension}";
        file.MoveTo(Path.Combine(folder.FullName, name));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "File {File} of {Party} is {State} as exchange {ExchangeId}")]
    private partial void LogTaken(string file, string party, InboundState state, Guid exchangeId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {File} of {Party} is larger than {Limit} bytes and was set aside")]
    private partial void LogTooLarge(string file, string party, long limit);

    [LoggerMessage(Level = LogLevel.Warning, Message = "File {File} of {Party} could not be taken and is tried again: {Text}")]
    private partial void LogUnreadable(string file, string party, string text);
}
